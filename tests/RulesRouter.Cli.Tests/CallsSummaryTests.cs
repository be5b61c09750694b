using System.Text.Json;
using RulesRouter.Cli.Rendering;

namespace RulesRouter.Cli.Tests;

public sealed class CallsSummaryTests
{
    [Fact]
    public void Each_call_is_a_line_and_the_last_says_who_answered()
    {
        const string Calls = """
            { "endpoint": "b/n", "model": "n",
              "hops": [
                { "endpoint": "a/m", "failed": "unavailable", "status": 503, "ms": 14, "costUsd": 0 },
                { "endpoint": "a/o", "cancelled": true, "ms": 200 },
                { "endpoint": "b/n", "maxOutputTokens": 8000, "rejected": true, "status": 200, "ms": 21, "costUsd": 9E-06 } ],
              "skipped": [{ "endpoint": "c/p", "reason": "its p99 exceeds the time that is left" }],
              "dropped": ["metadata"], "costUsd": 9E-06 }
            """;
        using var document = JsonDocument.Parse(Calls);
        using var output = new StringWriter();

        CallsSummary.Write(output, document.RootElement);

        Assert.Equal(
            """
            calls
              a/m: unavailable, status 503, 14 ms, $0.000000
              a/o: cancelled, 200 ms
              b/n: rejected by a check, and sent since no hop gave a better answer, status 200, at most 8000 tokens of output, 21 ms, $0.000009
              c/p: not called, its p99 exceeds the time that is left
              the upstream did not get: metadata
              answered by b/n, $0.000009 in all

            """,
            output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Chain_without_an_answer_says_so()
    {
        using var document = JsonDocument.Parse("""{ "hops": [{ "endpoint": "a/m", "failed": "timeout", "ms": 30 }] }""");
        using var output = new StringWriter();

        CallsSummary.Write(output, document.RootElement);

        Assert.Equal("calls\n  a/m: timeout, 30 ms\n  no answer\n", output.ToString().ReplaceLineEndings("\n"));
    }
}
