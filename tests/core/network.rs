//! Nothing leaves: no crate that the program is built from speaks to the internet, and no line of its own does.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Crates that open connections, look up names, or bring the means for it.
const FORBIDDEN: [&str; 45] = [
    "actix-web",
    "async-net",
    "async-std",
    "attohttpc",
    "awc",
    "axum",
    "curl",
    "curl-sys",
    "ehttp",
    "fantoccini",
    "ftp",
    "git2",
    "gix-transport",
    "h2",
    "h3",
    "hickory-resolver",
    "http-client",
    "hyper",
    "hyper-util",
    "isahc",
    "lettre",
    "libp2p",
    "mio",
    "minreq",
    "native-tls",
    "octocrab",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "self_update",
    "sentry",
    "smoltcp",
    "socket2",
    "ssh2",
    "surf",
    "tiny_http",
    "tokio",
    "tokio-tungstenite",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "warp",
    "websocket",
];

/// Features that would bring them in, by the crate that has them.
const FORBIDDEN_FEATURES: [(&str, &str); 4] =
    [("egui_extras", "http"), ("egui_extras", "all_loaders"), ("zbus", "tokio"), ("async-io", "tokio")];

/// What no line of the program's own names.
const FORBIDDEN_WORDS: [&str; 6] = ["std::net", "TcpStream", "TcpListener", "UdpSocket", "ToSocketAddrs", "net::Ip"];

type Outcome = Result<(), Box<dyn Error>>;

/// What is wrong with the packages that cargo resolved, each as `crate` or `crate/feature`.
fn strays(metadata: &Value) -> BTreeSet<String> {
    let empty = Vec::new();
    let packages = metadata["packages"].as_array().unwrap_or(&empty).iter();
    let names = packages.filter_map(|package| package["name"].as_str());
    let crates = names.filter(|name| FORBIDDEN.contains(name)).map(str::to_owned);
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap_or(&empty).iter();
    let features = nodes.flat_map(|node| {
        let name = metadata["packages"].as_array().unwrap_or(&empty).iter().find(|package| package["id"] == node["id"]);
        let name = name.and_then(|package| package["name"].as_str()).unwrap_or_default();
        let features = node["features"].as_array().unwrap_or(&empty).iter().filter_map(Value::as_str);
        let is_forbidden = move |feature: &&str| FORBIDDEN_FEATURES.contains(&(name, *feature));
        features.filter(is_forbidden).map(move |feature| format!("{name}/{feature}")).collect::<Vec<String>>()
    });
    crates.chain(features).collect()
}

#[test]
fn no_crate_and_no_feature_speaks_to_the_internet() -> Outcome {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // Only for this system: the crates of others need not be on this disk. The lock file below names them all.
    let system = format!("{}-unknown-{}-gnu", std::env::consts::ARCH, std::env::consts::OS);
    let filter: &[&str] = if cfg!(target_os = "linux") { &["--filter-platform", &system] } else { &[] };
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(filter)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    assert!(metadata["packages"].as_array().is_some_and(|packages| packages.len() > 100));
    assert_eq!(strays(&metadata), BTreeSet::new());
    Ok(())
}

#[test]
fn no_crate_of_any_other_system_does_either() -> Outcome {
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock"))?;
    let names = lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    let names: BTreeSet<&str> = names.collect();
    assert!(names.len() > 200, "{}", names.len());
    // In a browser winit waits with tokio's timers; its network needs `mio` and `socket2`, which may not be there.
    let is_wrong = |name: &&&str| names.contains(**name) && **name != "tokio";
    let found: Vec<&&str> = FORBIDDEN.iter().filter(is_wrong).collect();
    assert_eq!(found, Vec::<&&str>::new());
    Ok(())
}

#[test]
fn a_crate_or_feature_that_does_is_seen() {
    let metadata = serde_json::json!({
        "packages": [{"id": "1", "name": "egui_extras"}, {"id": "2", "name": "ureq"}, {"id": "3", "name": "egui"}],
        "resolve": {"nodes": [{"id": "1", "features": ["svg", "http"]}, {"id": "3", "features": ["http"]}]},
    });
    let found: Vec<String> = strays(&metadata).into_iter().collect();
    assert_eq!(found, ["egui_extras/http", "ureq"]);
}

#[test]
fn no_line_of_the_program_names_a_connection() -> Outcome {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path)?;
            let found: Vec<&&str> = FORBIDDEN_WORDS.iter().filter(|word| text.contains(**word)).collect();
            assert_eq!(found, Vec::<&&str>::new(), "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 60, "only {seen} files found");
    Ok(())
}
