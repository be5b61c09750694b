using RulesRouter.RealClientTests.Clients;
using RulesRouter.RealClientTests.Upstreams;

namespace RulesRouter.RealClientTests;

/// <summary>The exceptions that unmodified clients throw for errors of upstreams of each dialect.</summary>
public sealed class ErrorTests(ClientFixture fixture) : IClassFixture<ClientFixture>
{
    /// <summary>The provider that answers an overload with the status 529.</summary>
    private const int Anthropic = 2;

    /// <summary>Exceptions of clients that have one for each status.</summary>
    private static readonly string[] RateLimited = ["RateLimitError", "AnthropicRateLimitException"];

    private static readonly string[] Overloaded =
    [
        "InternalServerError", "OverloadedError", "ServiceUnavailableError",
        "AnthropicOverloadedException", "AnthropicServiceUnavailableException",
    ];

    private static readonly string[] TooLong = ["BadRequestError", "AnthropicBadRequestException"];

    /// <summary>Of the packages <c>ai</c> and <c>OpenAI</c>.</summary>
    private static readonly string[] ForEveryStatus = ["APICallError", "ClientResultException"];

    /// <summary>Client, act, prompt and provider.</summary>
    public static TheoryData<string, string, string, int> NpmCases => Cases(ClientFixture.Npm);

    public static TheoryData<string, string, string, int> NuGetCases => Cases(ClientFixture.NuGet);

    [NpmTheory]
    [MemberData(nameof(NpmCases))]
    public Task Client_from_npm_throws_what_the_error_is(string client, string act, string prompt, int provider) =>
        Check(client, act, prompt, provider);

    [Theory]
    [MemberData(nameof(NuGetCases))]
    public Task Client_from_NuGet_throws_what_the_error_is(string client, string act, string prompt, int provider) =>
        Check(client, act, prompt, provider);

    private async Task Check(string client, string act, string prompt, int provider)
    {
        var seen = await fixture.Do(client, act, provider, prompt);

        var (status, names, message) = prompt switch
        {
            PromptedAnswers.RateLimit => (429, RateLimited, "slow down"),
            PromptedAnswers.Overload => (provider == Anthropic ? 529 : 503, Overloaded, "overloaded"),
            _ => (400, TooLong, "too long|maximum context length"),
        };
        Assert.NotNull(seen.Error);
        Assert.Equal(status, seen.Error.Status);
        Assert.Contains(seen.Error.Name, names.Concat(ForEveryStatus));
        Assert.Matches(message, seen.Error.Message);
        if (prompt == PromptedAnswers.RateLimit && !client.StartsWith("NuGet Anthropic", StringComparison.Ordinal))
        {
            Assert.Equal(PromptedAnswers.RetryAfter, seen.Error.RetryAfter);
        }
    }

    /// <summary>Client and provider.</summary>
    public static TheoryData<string, int> NpmStreams => Streams(ClientFixture.Npm);

    public static TheoryData<string, int> NuGetStreams => Streams(ClientFixture.NuGet);

    [NpmTheory]
    [MemberData(nameof(NpmStreams))]
    public Task Client_from_npm_takes_no_broken_stream_for_an_answer(string client, int provider) => CheckBroken(client, provider);

    [Theory]
    [MemberData(nameof(NuGetStreams))]
    public Task Client_from_NuGet_takes_no_broken_stream_for_an_answer(string client, int provider) => CheckBroken(client, provider);

    /// <summary>An error, an answer that has failed, as the helper of Responses streams returns it, or one that never finished.</summary>
    private async Task CheckBroken(string client, int provider)
    {
        var seen = await fixture.Do(client, Act.Stream, provider, PromptedAnswers.BreakOff);

        Assert.True(seen.Error is not null || seen.Finish is null or "" or "failed", $"{seen}");
    }

    private static TheoryData<string, int> Streams(IEnumerable<string> clients)
    {
        var cases = new TheoryData<string, int>();
        foreach (var client in clients)
        {
            for (var provider = 0; provider < ClientFixture.Dialects.Length; provider++)
            {
                cases.Add(client, provider);
            }
        }

        return cases;
    }

    private static TheoryData<string, string, string, int> Cases(IEnumerable<string> clients)
    {
        var cases = new TheoryData<string, string, string, int>();
        foreach (var client in clients)
        {
            foreach (var prompt in (string[])[PromptedAnswers.RateLimit, PromptedAnswers.Overload, PromptedAnswers.TooLong])
            {
                for (var provider = 0; provider < ClientFixture.Dialects.Length; provider++)
                {
                    cases.Add(client, Act.Whole, prompt, provider);
                }

                cases.Add(client, Act.Stream, prompt, 0);
                cases.Add(client, Act.Stream, prompt, Anthropic);
            }
        }

        return cases;
    }
}
