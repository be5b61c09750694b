using RulesRouter.Conversations;

namespace RulesRouter.Core.Tests.Conversations;

/// <summary>Shortened transcripts, as each client writes them.</summary>
public sealed class ConversationReaderTests
{
    private const string Refactoring = "Refactor the billing module into separate packages without changing behaviour";

    private const string Reminder = "<system-reminder>\nThe date has changed.\n</system-reminder>";

    [Fact]
    public void A_task_persists_through_assent()
    {
        var state = Of(User(Refactoring), Assistant("Here is my plan: …"), User("ok do it"));

        Assert.Equal((0, Step.Assent, 1), (state.Message, state.Step, state.Turns));
    }

    [Fact]
    public void A_new_request_replaces_the_task()
    {
        var state = Of(User(Refactoring), Assistant("Done."), User("thanks"), Assistant("…"), User("Now explain the parser"));

        Assert.Equal((4, Step.FollowUp, 2), (state.Message, state.Step, state.Turns));
    }

    [Theory]
    [InlineData("Tool result: Error: cannot find module 'a'", nameof(Step.Retry))]
    [InlineData("[execute_command for 'npm test'] Result:\nCommand executed.", nameof(Step.ToolStep))]
    [InlineData("<tool_result>fine</tool_result>", nameof(Step.ToolStep))]
    [InlineData("OBSERVATION:\nTraceback (most recent call last):\n…", nameof(Step.Retry))]
    [InlineData("<returncode>1</returncode>\n<output>\nno such file\n</output>", nameof(Step.Retry))]
    [InlineData("{\"stdout\": \"\", \"exit_code\": 2}", nameof(Step.Retry))]
    public void A_result_in_the_role_of_the_user_is_no_request(string result, string expected)
    {
        var state = Of(User(Refactoring), Assistant("I run a command."), User(result));

        Assert.Equal((0, expected), (state.Message, state.Step.ToString()));
    }

    [Fact]
    public void What_follows_a_call_written_as_text_is_its_result()
    {
        var state = Of(
            User(Refactoring),
            Assistant("I look at it.\n<read_file>\n<path>src/a.ts</path>\n</read_file>"),
            User("export const a = 1;"));

        Assert.Equal((0, Step.ToolStep), (state.Message, state.Step));
    }

    [Fact]
    public void Claude_Code_shows_first_request_tool_steps_and_failures()
    {
        var first = new Message(MessageRole.User, [new MessagePart.Text(Reminder), new MessagePart.Text(Refactoring)]);
        Message[] transcript =
        [
            first,
            new(MessageRole.Assistant, [new MessagePart.Text("I read it."), Call("t1", "Read", "{\"file_path\":\"/src/a.cs\"}")]),
            new(MessageRole.User, [Result("t1", "contents: 3 passed in 1s")]),
            new(MessageRole.Assistant, [Call("t2", "Edit", "{\"file_path\":\"/src/a.cs\",\"old_string\":\"a\"}")]),
            new(MessageRole.User, [Result("t2", "<tool_use_error>String to replace not found</tool_use_error>", isError: true)]),
            new(MessageRole.Assistant, [Call("t3", "Edit", "{\"file_path\":\"/src/b.cs\",\"old_string\":\"a\"}")]),
            new(
                MessageRole.User,
                [
                    Result("t3", "<tool_use_error>File has not been read yet</tool_use_error>", isError: true),
                    new MessagePart.Text(Reminder),
                ]),
        ];

        Assert.Equal((0, Step.FirstAsk, 0), Short(Of(first)));
        Assert.Equal(Refactoring, ConversationReader.TextOf(first));
        Assert.Equal((0, Step.ToolStep, 1), Short(Of(transcript[..3])));
        var stuck = Of(transcript);
        Assert.Equal((0, Step.Retry, 3), Short(stuck));
        Assert.Equal((2, 2, null), (stuck.ToolFailures, stuck.FilesTouched, stuck.LastTest));
    }

    [Fact]
    public void A_success_ends_the_failures_of_its_tool_only()
    {
        var state = Of(
            User(Refactoring),
            new Message(MessageRole.Assistant, [Call("1", "Bash", "{}"), Call("2", "Edit", "{}")]),
            new Message(MessageRole.User, [Result("1", "Exit code 1\nboom", isError: true), Result("2", "no match", isError: true)]),
            new Message(MessageRole.Assistant, [Call("3", "Bash", "{}"), Call("4", "Edit", "{}")]),
            new Message(MessageRole.User, [Result("3", "fine"), Result("4", "no match", isError: true)]));

        Assert.Equal((2, Step.Retry), (state.ToolFailures, state.Step));
    }

    [Fact]
    public void Codex_shows_environment_patches_and_exit_codes()
    {
        var state = Of(
            Message.Of(MessageRole.Developer, "<permissions instructions>\nread-only\n</permissions instructions>"),
            User("# AGENTS.md instructions for /repo\n\n<INSTRUCTIONS>\nbe brief\n</INSTRUCTIONS>"),
            User("<environment_context>\n  <cwd>/repo</cwd>\n</environment_context>"),
            User("Write unit tests for the date parser"),
            new Message(MessageRole.Assistant, [new MessagePart.Reasoning(default)]),
            new Message(
                MessageRole.Assistant,
                [Call("c1", "exec_command", "{\"cmd\":\"apply_patch <<'EOF'\\n*** Begin Patch\\n*** Add File: tests/a.py\\n+x\\n*** Update File: src/b.py\\nEOF\"}")]),
            new Message(MessageRole.Tool, [Result("c1", "Chunk ID: 1\nWall time: 0.1 seconds\nProcess exited with code 1\nOutput:\n== 1 failed, 2 passed in 0.12s ==")]));

        Assert.Equal((3, Step.Retry, 1), Short(state));
        Assert.Equal((1, 2, TestOutcome.Failed), (state.ToolFailures, state.FilesTouched, state.LastTest));
    }

    [Fact]
    public void Cline_shows_wrapped_tasks_and_results_as_text()
    {
        var task = new Message(
            MessageRole.User,
            [
                new MessagePart.Text($"<task>\n{Refactoring}\n</task>"),
                new MessagePart.Text("<environment_details>\n# VSCode Visible Files\n</environment_details>"),
            ]);
        var state = Of(
            task,
            Assistant("<write_to_file>\n<path>src/a.ts</path>\n<content>\nx\n</content>\n</write_to_file>"),
            User("[write_to_file for 'src/a.ts'] Result:\nThe content was successfully saved."),
            Assistant("<execute_command>\n<command>npm test</command>\n</execute_command>"),
            User("[execute_command for 'npm test'] Result:\nCommand executed.\nOutput:\nTests:       2 passed, 2 total"));

        Assert.Equal(Refactoring, ConversationReader.TextOf(task));
        Assert.Equal((0, Step.ToolStep, 2), Short(state));
        Assert.Equal((0, 1, TestOutcome.Passed), (state.ToolFailures, state.FilesTouched, state.LastTest));
    }

    [Fact]
    public void Aider_shows_edit_blocks_and_edits_that_do_not_apply()
    {
        var state = Of(
            User("I have *added these files to the chat* so you can go ahead and edit them.\n\na.py\n```\nx\n```"),
            Assistant("Ok, any changes I propose will be to those files."),
            User("Add a docstring to every function of a.py"),
            Assistant("a.py\n```python\n<<<<<<< SEARCH\ndef f():\n=======\ndef f():\n    \"\"\"f\"\"\"\n>>>>>>> REPLACE\n```"),
            User("# 1 SEARCH/REPLACE block failed to match!\n\n## SearchReplaceNoExactMatch: …"));

        Assert.Equal((2, Step.Retry, 2), Short(state));
        Assert.Equal((1, 1), (state.ToolFailures, state.FilesTouched));
    }

    [Theory]
    [InlineData("Generate a concise, sentence-case title (3-7 words) that captures the main topic or goal of this coding session.")]
    [InlineData("Please write a 5-10 word title for the following conversation:")]
    [InlineData("You are an expert in crafting pithy titles for chatbot conversations.")]
    [InlineData("You are a title generator. You output ONLY a thread title.")]
    [InlineData("*Briefly* summarize this partial conversation about programming.")]
    [InlineData("You are an expert software engineer that generates concise, one-line Git commit messages based on the provided diffs.")]
    [InlineData("Analyze if this message indicates a new conversation topic. If it does, extract a 2-3 word title.")]
    public void System_text_of_a_request_without_tools_shows_housekeeping(string system)
    {
        Assert.Equal(Step.Housekeeping, Of(new Message(MessageRole.System, [new MessagePart.Text(system)]), User(Refactoring)).Step);
        Assert.Equal(
            Step.Housekeeping,
            ConversationReader.Of([User(Refactoring)], [new MessagePart.Text(system)], declaresTools: false, 0).Step);
        Assert.Equal(
            Step.FirstAsk,
            ConversationReader.Of([User(Refactoring)], [new MessagePart.Text(system)], declaresTools: true, 0).Step);
    }

    [Theory]
    [InlineData("Your task is to create a detailed summary of the conversation so far, paying close attention to the user's explicit requests")]
    [InlineData("You are performing a CONTEXT CHECKPOINT COMPACTION. Create a handoff summary for another LLM that will resume the task.")]
    [InlineData("[SUGGESTION MODE: Suggest what the user might naturally type next into Claude Code.]")]
    [InlineData("quota")]
    public void A_last_message_of_the_client_shows_housekeeping(string text) =>
        Assert.Equal(
            Step.Housekeeping,
            ConversationReader.Of([User(Refactoring), Assistant("Done."), User(text)], [], declaresTools: true, 0).Step);

    [Theory]
    [InlineData("Write a function that generates a title for the chat session")]
    [InlineData("Summarise this article about conversations")]
    [InlineData("Rename the chat title component")]
    public void A_request_about_titles_is_no_housekeeping(string text) => Assert.Equal(Step.FirstAsk, Of(User(text)).Step);

    [Theory]
    [InlineData("==== 3 passed, 1 skipped in 0.12s ====", nameof(TestOutcome.Passed))]
    [InlineData("=== 1 failed, 3 passed in 0.12s ===", nameof(TestOutcome.Failed))]
    [InlineData("3 passed in 0.12s", nameof(TestOutcome.Passed))]
    [InlineData("Ran 3 tests in 0.001s\n\nOK", nameof(TestOutcome.Passed))]
    [InlineData("Ran 3 tests in 0.001s\n\nFAILED (failures=1)", nameof(TestOutcome.Failed))]
    [InlineData("Passed!  - Failed:     0, Passed:    24, Skipped:     0, Total:    24", nameof(TestOutcome.Passed))]
    [InlineData("Failed!  - Failed:     2, Passed:    59", nameof(TestOutcome.Failed))]
    [InlineData("test result: ok. 5 passed; 0 failed", nameof(TestOutcome.Passed))]
    [InlineData("test result: FAILED. 4 passed; 1 failed", nameof(TestOutcome.Failed))]
    [InlineData("ok  \tgithub.com/a/b\t0.01s", nameof(TestOutcome.Passed))]
    [InlineData("--- FAIL: TestA (0.00s)\nFAIL", nameof(TestOutcome.Failed))]
    [InlineData("Tests:       1 failed, 2 passed, 3 total", nameof(TestOutcome.Failed))]
    [InlineData(" Test Files  2 passed (2)\n      Tests  9 passed (9)", nameof(TestOutcome.Passed))]
    [InlineData("  12 passing (30ms)\n  1 failing", nameof(TestOutcome.Failed))]
    [InlineData("  12 passing (30ms)", nameof(TestOutcome.Passed))]
    [InlineData("Tests run: 5, Failures: 0, Errors: 0, Skipped: 0", nameof(TestOutcome.Passed))]
    [InlineData("Tests run: 5, Failures: 1, Errors: 0, Skipped: 0", nameof(TestOutcome.Failed))]
    [InlineData("5 examples, 0 failures", nameof(TestOutcome.Passed))]
    [InlineData("OK (5 tests, 9 assertions)", nameof(TestOutcome.Passed))]
    [InlineData("FAILURES!\nTests: 5, Assertions: 9, Failures: 1.", nameof(TestOutcome.Failed))]
    [InlineData("# pass 3\n# fail 0", nameof(TestOutcome.Passed))]
    [InlineData("all files passed the linter", null)]
    public void Summaries_of_test_runners_are_recognised(string output, string? expected) =>
        Assert.Equal(expected, TestRuns.In(output)?.ToString());

    [Theory]
    [InlineData("<context>\nnotes\n</context>\n\nWhat do they say?", "What do they say?")]
    [InlineData("Fix it\n\n<environment_details>\n# Time\n</environment_details>", "Fix it")]
    [InlineData("<user_query>\nFix it\n</user_query>\n<system-reminder>\na\n</system-reminder>", "Fix it")]
    [InlineData("<system-reminder>a</system-reminder><system-reminder>b</system-reminder>", "")]
    [InlineData("<div>why is this red?</div>", "<div>why is this red?</div>")]
    [InlineData("List<int> a; why does it fail?", "List<int> a; why does it fail?")]
    [InlineData("<system-reminder>never closed", "")]
    public void Blocks_of_the_client_are_removed(string text, string expected) => Assert.Equal(expected, ClientBlocks.Strip(text));

    private static (int Message, Step Step, int Turns) Short(ConversationState state) => (state.Message, state.Step, state.Turns);

    private static ConversationState Of(params Message[] messages) => ConversationReader.Of([.. messages], [], declaresTools: false, 0);

    private static Message User(string text) => Message.Of(MessageRole.User, text);

    private static Message Assistant(string text) => Message.Of(MessageRole.Assistant, text);

    private static MessagePart Call(string id, string tool, string arguments) => new MessagePart.ToolCall(id, tool, arguments);

    private static MessagePart Result(string id, string text, bool isError = false) =>
        new MessagePart.ToolResult(id, [new MessagePart.Text(text)], isError);
}
