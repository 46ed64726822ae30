//! WebDriver over HTTP: requests and answers, nothing more.

use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;

use crate::Result;

/// How WebDriver marks an element in JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One browsing session.
pub struct Session {
    agent: Agent,
    address: String,
}

/// A reference to an element of the page.
#[derive(Clone, Debug)]
pub struct Element(String);

/// The driver's own word for what went wrong, such as `no such element`.
#[derive(Debug)]
pub struct Refused {
    /// The word.
    pub error: String,
    message: String,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.error, self.message)
    }
}

impl std::error::Error for Refused {}

impl Session {
    /// Asks the driver on this port to start the app.
    pub fn start(port: u16, binary: &str, arguments: &[String]) -> Result<Self> {
        let agent: Agent = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(30)))
            .http_status_as_error(false)
            .build()
            .into();
        let driver = format!("http://127.0.0.1:{port}/session");
        let options = json!({ "binary": binary, "args": arguments });
        let capabilities =
            json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let answer = post(&agent, &driver, &capabilities)?;
        let id = answer["sessionId"].as_str().ok_or("the driver gave no session")?;
        Ok(Self { address: format!("{driver}/{id}"), agent })
    }

    /// Ends the session, and with it the app.
    pub fn end(&self) -> Result {
        answer(self.agent.delete(&self.address).call()?)?;
        Ok(())
    }

    /// All elements that an XPath expression finds.
    pub fn find(&self, xpath: &str) -> Result<Vec<Element>> {
        let found = self.post("/elements", &json!({ "using": "xpath", "value": xpath }))?;
        let found = found.as_array().ok_or("the driver gave no list of elements")?;
        Ok(found
            .iter()
            .filter_map(|one| one[ELEMENT].as_str())
            .map(|id| Element(id.into()))
            .collect())
    }

    /// The element that has the focus.
    pub fn active(&self) -> Result<Element> {
        let active = self.get("/element/active")?;
        Ok(Element(active[ELEMENT].as_str().ok_or("nothing has the focus")?.into()))
    }

    /// Clicks in the middle of an element.
    pub fn click(&self, Element(id): &Element) -> Result {
        self.post(&format!("/element/{id}/click"), &json!({}))?;
        Ok(())
    }

    /// Types into an element.
    pub fn type_into(&self, Element(id): &Element, text: &str) -> Result {
        self.post(&format!("/element/{id}/value"), &json!({ "text": text }))?;
        Ok(())
    }

    /// Presses a chord: all keys down in order, then up.
    pub fn press(&self, keys: &[&str]) -> Result {
        let down = keys.iter().map(|key| json!({ "type": "keyDown", "value": key }));
        let up = keys.iter().rev().map(|key| json!({ "type": "keyUp", "value": key }));
        let strokes: Vec<Value> = down.chain(up).collect();
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": strokes });
        self.post("/actions", &json!({ "actions": [keyboard] }))?;
        Ok(())
    }

    /// Whether an element takes any room. The driver's own answer to whether it is
    /// displayed is no for text that is cut off with an ellipsis.
    pub fn is_shown(&self, Element(id): &Element) -> Result<bool> {
        let rect = self.get(&format!("/element/{id}/rect"))?;
        let takes_room = |side: &str| rect[side].as_f64().is_some_and(|length| length > 0.0);
        Ok(takes_room("width") && takes_room("height"))
    }

    /// The text of an element as a reader sees it.
    pub fn text(&self, Element(id): &Element) -> Result<String> {
        Ok(self.get(&format!("/element/{id}/text"))?.as_str().unwrap_or_default().to_owned())
    }

    /// A picture of the page as base64 of a PNG.
    pub fn screenshot(&self) -> Result<String> {
        Ok(self.get("/screenshot")?.as_str().ok_or("the driver gave no picture")?.to_owned())
    }

    fn get(&self, path: &str) -> Result<Value> {
        answer(self.agent.get(format!("{}{path}", self.address)).call()?)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        post(&self.agent, &format!("{}{path}", self.address), body)
    }
}

fn post(agent: &Agent, address: &str, body: &Value) -> Result<Value> {
    let request = agent.post(address).header("Content-Type", "application/json");
    answer(request.send(body.to_string())?)
}

fn answer(mut response: ureq::http::Response<ureq::Body>) -> Result<Value> {
    // A screenshot is larger than what is read by default.
    let text = response.body_mut().with_config().limit(100 << 20).read_to_string()?;
    let mut body: Value = serde_json::from_str(&text)
        .map_err(|reason| format!("the driver answered {text:?}: {reason}"))?;
    let value = body["value"].take();
    if response.status().is_success() {
        return Ok(value);
    }
    let word = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    Err(Refused { error: word("error"), message: word("message") }.into())
}
