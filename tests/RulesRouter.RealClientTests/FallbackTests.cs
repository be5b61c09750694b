using RulesRouter.RealClientTests.Clients;
using RulesRouter.RealClientTests.Upstreams;

namespace RulesRouter.RealClientTests;

/// <summary>What unmodified clients get when the first upstream of the chain fails and one of another dialect answers.</summary>
public sealed class FallbackTests(ClientFixture fixture) : IClassFixture<ClientFixture>
{
    /// <summary>Client, and the dialects of both upstreams.</summary>
    public static TheoryData<string, string, string> NpmCases => Cases(ClientFixture.Npm);

    public static TheoryData<string, string, string> NuGetCases => Cases(ClientFixture.NuGet);

    [NpmTheory]
    [MemberData(nameof(NpmCases))]
    public Task Client_from_npm_gets_the_next_answer(string client, string first, string second) => Check(client, first, second);

    [Theory]
    [MemberData(nameof(NuGetCases))]
    public Task Client_from_NuGet_gets_the_next_answer(string client, string first, string second) => Check(client, first, second);

    private async Task Check(string client, string first, string second)
    {
        await using var gateway = await ClientFixture.Start("http://127.0.0.1:0", first, second);
        var prompt = $"{PromptedAnswers.FailAt(0)} {PromptedAnswers.Greet}";

        var whole = await fixture.Client(client).Do(Act.Whole, gateway.Client.BaseAddress!, "policy/all", prompt);
        var stream = await fixture.Client(client).Do(Act.Stream, gateway.Client.BaseAddress!, "policy/all", prompt);

        Assert.Equal(("hello there", null), (whole.Text, whole.Error));
        Assert.Equal(("hello there", null), (stream.Text, stream.Error));
        Assert.Equal((2, 2), (gateway.Upstreams[0].Calls.Count, gateway.Upstreams[1].Calls.Count));
    }

    private static TheoryData<string, string, string> Cases(IEnumerable<string> clients)
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var client in clients)
        {
            cases.Add(client, "openai-chat", "anthropic-messages");
            cases.Add(client, "anthropic-messages", "openai-responses");
        }

        return cases;
    }
}
