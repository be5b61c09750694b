using System.Globalization;
using System.Text;
using RulesRouter.Language;

namespace RulesRouter.Benchmarks.Workloads;

/// <summary>Policies of many teams, ten rules each, and a policy in which every rule selects; drawn with a fixed seed.</summary>
internal static class TeamsWorkload
{
    private static readonly string[] Others =
        ["urgent", "not urgent", "sensitivity in (\"proprietary\", \"regulated\")", "task == \"debugging\"", "inputTokens > 8000"];

    private static readonly string[] Clauses =
    [
        "dataRetentionDays: { max: 30 }",
        "trainsOnData: false",
        "certifications: [soc2]",
        "price: { outputPerMTok: { max: 30 } }",
        "latencyP99Ms: { max: 60000 }",
    ];

    /// <param name="changed">Above 0, a condition of the first policy depends on it.</param>
    public static IReadOnlyList<PolicyFile> Files(int teams, int changed) =>
    [
        WorkloadFolder.Catalog(200),
        .. Enumerable.Range(0, teams).Select(team => Policy(team, team == 0 ? changed : 0)),
    ];

    /// <summary>Each rule is for one team or several, by one price or latency.</summary>
    public static PolicyFile AllSelect(int rules)
    {
        var text = Head("all-select", "team");
        var random = new Random(13);
        for (var rule = 0; rule < rules; rule++)
        {
            var team = random.Next(rules / 10);
            var when = rule % 5 == 4 ? $"team in (\"team-{team}\", \"team-{random.Next(rules / 10)}\")" : $"team == \"team-{team}\"";
            var other = Others[random.Next(Others.Length)];
            text.Append(CultureInfo.InvariantCulture, $"    - id: r{rule}\n      when: '{when} and {other}'\n");
            text.Append(CultureInfo.InvariantCulture, $"      priority: {rule}\n");
            text.Append(CultureInfo.InvariantCulture, $"      select: {{ objective: {(rule % 2 == 0 ? "price" : "latency")} }}\n");
        }

        return File("all-select", text);
    }

    private static PolicyFile Policy(int team, int changed)
    {
        var text = Head($"team-{team}", "repository");
        var random = new Random(team);
        for (var rule = 0; rule < 9; rule++)
        {
            var more = rule == 0 && changed > 0 ? $" and inputTokens < {100_000 + changed}" : "";
            text.Append(CultureInfo.InvariantCulture, $"    - id: r{rule}\n");
            text.Append(
                CultureInfo.InvariantCulture,
                $"      when: 'repository == \"repository-{team}-{rule}\" and {Others[random.Next(Others.Length)]}{more}'\n");
            text.Append(rule % 3 == 2
                ? string.Create(CultureInfo.InvariantCulture, $"      priority: {rule + 1}\n      select: {{ objective: latency }}\n")
                : $"      allowDerived: true\n      constrain: {{ {Clauses[random.Next(Clauses.Length)]} }}\n");
        }

        return File($"team-{team}", text);
    }

    private static StringBuilder Head(string name, string attribute) => new($$"""
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: {{name}}, description: "Drawn for benchmarks.", owners: [platform] }
        spec:
          attributes:
            sensitivity: { type: enum, values: [public, internal, proprietary, regulated], default: internal }
            {{attribute}}: { type: text }
            urgent: { type: boolean, default: false }
          rules:

        """.ReplaceLineEndings("\n"));

    private static PolicyFile File(string name, StringBuilder text) => new(
        $"{name}/policy.yaml",
        Encoding.UTF8.GetBytes(text.Append("    - id: default\n      select: { objective: price }\n").ToString()));
}
