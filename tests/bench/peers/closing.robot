*** Settings ***
Documentation       The closing that the benchmark walks, in a context of its own for each world.
Library             Browser    timeout=5s
Library             Collections
Library             OperatingSystem


*** Test Cases ***
Close Accounts
    ${worlds}=    Evaluate    json.load(open(os.environ["WORLDS"]))    modules=json, os
    New Browser    chromium    headless=True    executablePath=%{BROWSER}    args=["--no-sandbox"]
    @{times}=    Create List
    FOR    ${world}    IN    @{worlds}
        ${start}=    Evaluate    time.perf_counter()    modules=time
        Close Account    ${world}
        ${taken}=    Evaluate    time.perf_counter() - ${start}    modules=time
        Append To List    ${times}    ${taken}
    END
    ${text}=    Evaluate    json.dumps(${times})    modules=json
    Create File    %{TIMES}    ${text}


*** Keywords ***
Close Account
    [Arguments]    ${world}
    New Context
    New Page    ${world}[url]
    Fill Text    css=[name="email"]    ${world}[email]
    Fill Text    css=[name="password"]    ${world}[password]
    Click    role=button[name="Log in"]
    Click    role=button[name="Account menu"]
    Click    role=link[name="Settings"]
    Click    role=link[name="Contact Info"]
    Click    role=link[name="Close my account"]
    Select Options By    css=select    index    1
    Click    role=button[name="Close Account"]
    Get Text    h1    ==    Your account is closed
    Close Context
