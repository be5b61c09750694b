using System.Text.RegularExpressions;
using RulesRouter.Gateway.Tests;
using RulesRouter.RealClientTests.Clients;

namespace RulesRouter.RealClientTests.SecondMock;

/// <summary>
/// Requests to upstreams of OpenAI's dialects satisfy OpenAI's own schema: <c>@stdy/cli</c> serves the schema and reports each request that
/// does not. The schema is not part of this repository.
/// </summary>
public sealed partial class OpenAISchemaTests
{
    private static readonly string? Schema = new[]
    {
        Environment.GetEnvironmentVariable("RULESROUTER_OPENAI_SCHEMA"),
        Path.Combine(Repository.Root, "..", "shared", "wire", "openapi.yaml"),
    }.FirstOrDefault(File.Exists);

    private static readonly string[] Bodies =
    [
        """
        {"model":"policy/p#","max_tokens":50,"system":"be brief","temperature":0.5,
         "tools":[{"name":"read","description":"reads","input_schema":{"type":"object","properties":{"path":{"type":"string"}}}}],
         "messages":[{"role":"user","content":[{"type":"text","text":"hi"}]},
          {"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"read","input":{"path":"a"}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"text"}]}]}
        """,
        """
        {"model":"policy/p#","max_tokens":50,"tool_choice":{"type":"any"},
         "tools":[{"name":"read","input_schema":{"type":"object"}}],
         "output_config":{"effort":"low","format":{"type":"json_schema","schema":{"type":"object"}}},
         "messages":[{"role":"user","content":[{"type":"text","text":"see"},
          {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}]}]}
        """,
    ];

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var dialect in (string[])["openai-chat", "openai-responses"])
        {
            for (var body = 0; body < Bodies.Length; body++)
            {
                cases.Add(dialect, body);
            }
        }

        return cases;
    }

    [SchemaTheory]
    [MemberData(nameof(Cases))]
    public async Task Translated_request_satisfies_the_schema_of_its_upstream(string dialect, int body)
    {
        await using var steady = await NodeServer.Start(port =>
            ["node_modules/@stdy/cli/steady.js", "-p", $"{port}", "--host", "127.0.0.1", "--no-color", Schema!]);
        await using var gateway = await RunningGateway.Start(
            [dialect],
            options => RunningGateway.Within(options, limits => limits with { Retries = 0 }),
            upstreamUrl: $"http://127.0.0.1:{steady.Port}");

        await gateway.Post("/anthropic/v1/messages", Bodies[body].Replace('#', '0'));

        Assert.Contains(dialect == "openai-chat" ? "/chat/completions" : "/responses", steady.Printed, StringComparison.Ordinal);
        Assert.DoesNotMatch(Violation(), steady.Printed);
    }

    /// <summary>The codes of faults of a request.</summary>
    [GeneratedRegex(@"\bE3\d{3}\b")]
    private static partial Regex Violation();

    private sealed class SchemaTheoryAttribute : TheoryAttribute
    {
        public SchemaTheoryAttribute() => Skip = NpmPackages.AbsenceOf(NpmPackages.Libraries)
            ?? (Schema is null ? "OpenAI's schema is absent: RULESROUTER_OPENAI_SCHEMA names it" : null);
    }
}
