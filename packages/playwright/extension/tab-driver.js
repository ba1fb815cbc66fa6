// Tests call chrome.tabs and chrome.sessions in here from outside; it only has to be there.
chrome.runtime.onInstalled.addListener(() => {})
