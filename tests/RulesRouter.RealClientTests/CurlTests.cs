using System.Diagnostics;
using RulesRouter.RealClientTests.Clients;
using RulesRouter.RealClientTests.Upstreams;

namespace RulesRouter.RealClientTests;

/// <summary>Streams as <c>curl -N</c> prints them.</summary>
public sealed class CurlTests(ClientFixture fixture) : IClassFixture<ClientFixture>
{
    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var route in (string[])["openai/v1/chat/completions", "openai/v1/responses", "anthropic/v1/messages"])
        {
            for (var provider = 0; provider < ClientFixture.Dialects.Length; provider++)
            {
                cases.Add(route, provider);
            }
        }

        return cases;
    }

    [CurlTheory]
    [MemberData(nameof(Cases))]
    public async Task Curl_prints_a_complete_stream(string route, int provider)
    {
        var asked = route.EndsWith("/responses", StringComparison.Ordinal)
            ? $$"""{"model":"policy/p{{provider}}","stream":true,"input":"{{PromptedAnswers.Greet}}"}"""
            : $$"""
              {"model":"policy/p{{provider}}","stream":true,"max_tokens":64,
               "messages":[{"role":"user","content":"{{PromptedAnswers.Greet}}"}]}
              """;
        var start = new ProcessStartInfo(
            "curl",
            ["-sN", "--fail", $"{fixture.Gateway.Client.BaseAddress}{route}", "-H", "content-type: application/json", "-d", asked])
        {
            RedirectStandardOutput = true,
        };

        using var curl = Process.Start(start)!;
        var printed = await curl.StandardOutput.ReadToEndAsync();
        await curl.WaitForExitAsync();

        Assert.Equal(0, curl.ExitCode);
        var last = printed.TrimEnd().Split("\n\n")[^1];
        var end = route switch
        {
            "openai/v1/chat/completions" => "data: [DONE]",
            "openai/v1/responses" => "event: response.completed\n",
            _ => "event: message_stop\n",
        };
        Assert.StartsWith(end, last, StringComparison.Ordinal);
        Assert.Contains("hello", printed, StringComparison.Ordinal);
    }

    private sealed class CurlTheoryAttribute : TheoryAttribute
    {
        public CurlTheoryAttribute() => Skip = NpmPackages.OnPath("curl") ? null : "curl is not on the PATH";
    }
}
