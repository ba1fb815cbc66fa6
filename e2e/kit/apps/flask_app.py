"""A small application, as a person would write it."""
import os

from flask import Flask, jsonify, redirect, request, session

app = Flask(__name__)
app.secret_key = os.environ["SESSION_SECRET"]


@app.get("/")
def page():
    return """<!doctype html>
<title>A small application</title>
<form method="post" action="/sign-in"><input name="user" aria-label="User"><button>Sign in</button></form>
<form method="post" action="/sign-out"><button>Sign out</button></form>
"""


@app.get("/me")
def me():
    return jsonify(user=session["user"]) if "user" in session else ("", 401)


@app.post("/sign-in")
def sign_in():
    session.clear()
    session["user"] = (request.get_json(silent=True) or request.form)["user"]
    return redirect("/", 303)


@app.post("/sign-out")
def sign_out():
    session.clear()
    return redirect("/", 303)


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
