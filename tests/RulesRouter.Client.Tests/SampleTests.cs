using System.Diagnostics;
using RulesRouter.Gateway.Tests;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Client.Tests;

/// <summary>The sample application, as a user would run it.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task Sample_chats_with_a_tool_through_a_fallback()
    {
        var store = Directory.CreateTempSubdirectory("rulesrouter-sample-").FullName;
        await using var service = await RunningGateway.Start(
            ["openai-chat", "anthropic-messages"],
            options => options with { OutcomesPath = Path.Combine(store, "outcomes.sqlite"), RecordPath = Path.Combine(store, "record") });
        service.Upstreams[0].Then(MockAnswers.Error(429, "rate_limit_error", "slow down"));
        service.Upstreams[1].Then(MockToolCalls.Calls("read_file", """{"path":"notes.txt"}"""));
        service.Upstreams[0].Otherwise = MockAnswers.Says("the tool answered");
        string[] arguments =
        [
            Path.Combine(
                AppContext.BaseDirectory.Replace("RulesRouter.Client.Tests", "RulesRouter.Client.Sample", StringComparison.Ordinal),
                "RulesRouter.Client.Sample.dll"),
            service.Client.BaseAddress!.ToString(),
            service.Upstreams[0].BaseUrl,
            service.Upstreams[1].BaseUrl[..^3],
            "all",
            "what do the notes say?",
        ];

        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var sample = Process.Start(start)!;
        var (output, error) = (sample.StandardOutput.ReadToEndAsync(), sample.StandardError.ReadToEndAsync());
        await sample.WaitForExitAsync();

        Assert.Equal("", await error);
        Assert.Equal("p0/m0 after 0 failures: the tool answered\nthe tool answered\n", (await output).ReplaceLineEndings("\n"));
        Assert.Equal((3, 1), (service.Upstreams[0].Calls.Count, service.Upstreams[1].Calls.Count));
        var sent = service.Upstreams[0].Calls[1].Json;
        Assert.Equal("wire-0", sent.GetProperty("model").GetString());
        Assert.Contains("contents of notes.txt", sent.GetRawText(), StringComparison.Ordinal);
    }
}
