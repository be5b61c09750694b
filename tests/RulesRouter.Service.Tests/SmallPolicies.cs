namespace RulesRouter.Service.Tests;

/// <summary>A folder of one small policy over two endpoints, gone with the test.</summary>
internal sealed class SmallPolicies : IDisposable
{
    public const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: small }
        spec:
          attributes:
            team: { type: text, description: Who asks. }
          rules:
            - id: no-interns
              when: has(team) and team == "interns"
              deny: true
              reason: interns ask a person
            - id: default
              select: { objective: price, fallback: { max: 1 } }
        """;

    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: small }
        spec:
          providers: { one: { name: One }, two: { name: Two } }
          models: { m: { name: M } }
          endpoints:
            one/m: { model: m, contextTokens: 8000, maxOutputTokens: 4000, tools: true, inputModalities: [text], outputModalities: [text], prices: { source: test, periods: [{ input: 1, output: 2 }] } }
            two/m: { model: m, contextTokens: 8000, maxOutputTokens: 4000, tools: true, inputModalities: [text], outputModalities: [text], prices: { source: test, periods: [{ input: 2, output: 4 }] } }
        """;

    public SmallPolicies()
    {
        Write("catalog.yaml", Catalog);
        Write("policy.yaml", Policy);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("rulesrouter-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, string content) => System.IO.File.WriteAllText(File(name), content);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
