using RulesRouter.RealClientTests.Clients;
using RulesRouter.RealClientTests.Upstreams;

namespace RulesRouter.RealClientTests;

/// <summary>What unmodified clients of each vendor's API get from upstreams of each dialect.</summary>
public sealed class AnswerTests(ClientFixture fixture) : IClassFixture<ClientFixture>
{
    /// <summary>Client, act and provider.</summary>
    public static TheoryData<string, string, int> NpmCases => Cases(ClientFixture.Npm);

    public static TheoryData<string, string, int> NuGetCases => Cases(ClientFixture.NuGet);

    [NpmTheory]
    [MemberData(nameof(NpmCases))]
    public Task Client_from_npm_gets_its_answer(string client, string act, int provider) => Check(client, act, provider);

    [Theory]
    [MemberData(nameof(NuGetCases))]
    public Task Client_from_NuGet_gets_its_answer(string client, string act, int provider) => Check(client, act, provider);

    private async Task Check(string client, string act, int provider)
    {
        var prompt = act switch
        {
            Act.Whole or Act.Stream => PromptedAnswers.Greet,
            Act.Tools or Act.ToolsStream => PromptedAnswers.UseTool,
            _ => PromptedAnswers.AsJson,
        };

        var seen = await fixture.Do(client, act, provider, prompt);

        Assert.Null(seen.Error);
        Assert.Contains(seen.Finish, (string[])["stop", "end_turn", "completed", "Stop", "tool-calls", "tool_calls"]);
        var calls = act is Act.Tools or Act.ToolsStream ? 2 : 1;
        Assert.Contains(seen.InputTokens, (long?[])[7, 7 * calls]);
        Assert.Contains(seen.OutputTokens, (long?[])[3, 3 * calls]);
        switch (act)
        {
            case Act.Whole:
                Assert.Equal("hello there", seen.Text);
                break;
            case Act.Stream:
                Assert.Equal("hello there", seen.Text);
                Assert.True(seen.Deltas >= 2, $"{seen.Deltas} deltas");
                break;
            case Act.Tools or Act.ToolsStream:
                Assert.StartsWith("the file has: ", seen.Text, StringComparison.Ordinal);
                Assert.Contains("contents of notes.txt", seen.Text, StringComparison.Ordinal);
                Assert.Equal("read_file", Assert.Single(seen.Calls));
                break;
            case Act.Structured:
                Assert.Equal("Paris", seen.City);
                break;
        }
    }

    private static TheoryData<string, string, int> Cases(IEnumerable<string> clients)
    {
        var cases = new TheoryData<string, string, int>();
        foreach (var client in clients)
        {
            string[] acts = client == ClientFixture.WithoutTools
                ? [Act.Whole, Act.Stream]
                : [Act.Whole, Act.Stream, Act.Tools, Act.ToolsStream, Act.Structured];
            foreach (var act in acts)
            {
                for (var provider = 0; provider < ClientFixture.Dialects.Length; provider++)
                {
                    cases.Add(client, act, provider);
                }
            }
        }

        return cases;
    }
}
