using System.Text;
using RulesRouter.Classifiers;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Language;
using RulesRouter.Verification.Comparing;

namespace RulesRouter.Verification.Tests;

/// <summary>A floor, a policy on it, and a catalog of three endpoints, as files; tests change a line of them.</summary>
internal static class SmallPolicies
{
    public const string Floor = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: floor }
        spec:
          abstract: true
          attributes:
            level: { type: enum, values: [open, secret], default: open }
          rules:
            - id: secrets
              when: level == "secret"
              constrain: { dataRetentionDays: { max: 0 } }
              oblige: { redact: [secrets, names] }
        """;

    public const string Chat = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: chat }
        spec:
          extends: [floor]
          rules:
            - id: no-giants
              when: has(inputTokens) and inputTokens > 100000
              deny: true
              allowDerived: true
            - id: quick
              priority: 10
              when: has(deadlineMs) and deadlineMs <= 1000
              select: { objective: ordered, prefer: ["beta/*", "alpha/*"] }
            - id: default
              select: { objective: price }
        """;

    public const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: small }
        spec:
          providers:
            alpha:
              compliance: [{ evidence: { source: contract }, dataRetentionDays: 0 }]
            beta:
              compliance: [{ evidence: { source: contract }, dataRetentionDays: 30 }]
          models:
            m: {}
            n: {}
          endpoints:
            "alpha/m": { model: m, contextTokens: 1000000, maxOutputTokens: 10000, prices: { source: list, periods: [{ input: 2, output: 8 }, { windows: [{ from: "20:00", until: "06:00", zone: UTC }], input: 1, output: 4 }] } }
            "alpha/n": { model: n, contextTokens: 1000000, maxOutputTokens: 10000, prices: { source: list, periods: [{ input: 4, output: 16 }] } }
            "beta/m": { model: m, contextTokens: 1000000, maxOutputTokens: 10000, prices: { source: list, periods: [{ input: 1.5, output: 6 }] } }
        """;

    /// <param name="more">Other files.</param>
    public static ComparedSide Side(
        string name = "side",
        string floor = Floor,
        string chat = Chat,
        string catalog = Catalog,
        params (string Path, string Text)[] more)
    {
        var side = ComparedSide.Load(
            name,
            [File("catalog.yaml", catalog), File("chat.yaml", chat), File("floor.yaml", floor),
                .. more.Select(file => File(file.Path, file.Text))],
            new HeuristicClassifier().Digest);
        Assert.Empty(side.Folder.Diagnostics.Where(diagnostic => diagnostic.IsError));
        return side;
    }

    public static CompiledPolicySet Set(string floor = Floor, string chat = Chat, string catalog = Catalog) =>
        Side("side", floor, chat, catalog).Folder.Set!;

    private static PolicyFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
