"""The story's own Flask app, as a person would write it."""
import os

from flask import Flask, request, session

app = Flask(__name__)
app.secret_key = os.environ["SESSION_SECRET"]


@app.route("/enter_string")
def start_session():
    session["string"] = request.args["string"]
    return "Saved."


@app.route("/get_string")
def continue_session():
    if "string" not in session:
        return "Give me a string first!"
    return "You entered " + session["string"]


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
