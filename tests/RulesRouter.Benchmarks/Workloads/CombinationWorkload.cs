using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using RulesRouter.Catalog;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Language;
using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Workloads;

/// <summary>
/// A policy of which every request matches another combination of rules: two rules for each value of two attributes, and as many requests
/// as there are pairs of values.
/// </summary>
internal static class CombinationWorkload
{
    private static readonly string[] Clauses =
    [
        "constrain: { dataRetentionDays: { max: 90 } }",
        "constrain: { price: { outputPerMTok: { max: 80 } } }",
        "constrain: { latencyP99Ms: { max: 60000 } }",
        "oblige: { audit: summary }",
    ];

    /// <param name="values">Of each attribute.</param>
    public static CompiledPolicySet Load(int values, int endpoints)
    {
        var folder = PolicyFolder.Load([Policy(values), WorkloadFolder.Catalog(endpoints)], "");
        return folder.Set
            ?? throw new InvalidOperationException(string.Join('\n', folder.Diagnostics.Where(diagnostic => diagnostic.IsError).Take(5)));
    }

    /// <summary>
    /// The same number of requests for any number of combinations, so that only what is kept by combination differs. Consecutive ones
    /// differ in both attributes.
    /// </summary>
    public static ImmutableArray<DecisionRequest> Requests(int values, int combinations) =>
    [
        .. Enumerable.Range(0, values * values).Select(index => index % combinations).Select(index => new DecisionRequest
        {
            Policy = "combinations",
            Task = TaskKind.Chat,
            Estimate = new TokenCounts(2_000, 0, 300),
            Attributes = ImmutableSortedDictionary.CreateRange(
                StringComparer.Ordinal,
                [
                    KeyValuePair.Create("left", (AttributeValue)new AttributeValue.String($"l{index % values}")),
                    KeyValuePair.Create("right", (AttributeValue)new AttributeValue.String($"r{((index / values) + index) % values}")),
                ]),
        }),
    ];

    private static PolicyFile Policy(int values)
    {
        var text = new StringBuilder("""
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: combinations, description: "Drawn for benchmarks.", owners: [platform] }
            spec:
              attributes:
                left: { type: text }
                right: { type: text }
              rules:

            """.ReplaceLineEndings("\n"));
        for (var rule = 0; rule < values * 4; rule++)
        {
            var (attribute, value) = (rule % 4 < 2 ? "left" : "right", rule / 4);
            text.Append(CultureInfo.InvariantCulture, $"    - id: r{rule}\n      when: '{attribute} == \"{attribute[0]}{value}\"'\n");
            text.Append(CultureInfo.InvariantCulture, $"      {Clauses[rule % Clauses.Length]}\n");
        }

        text.Append("    - id: default\n      select: { objective: price }\n");
        return new PolicyFile("combinations/policy.yaml", Encoding.UTF8.GetBytes(text.ToString()));
    }
}
