using System.Text;

namespace RulesRouter.Differential.Tests.Generating;

/// <summary>An abstract policy `base` and a policy `child` that extends it.</summary>
internal sealed class PolicyGenerator(Random random, CatalogGenerator catalog)
{
    private readonly List<string> lets = [];
    private readonly List<(string Rule, string Constraint)> waivable = [];

    public IReadOnlyList<string> Generate() =>
    [
        Policy(
            "base",
            "  abstract: true\n",
            [
                $"sensitivity: {{ type: enum, values: [public, internal, proprietary]{random.Of("", ", default: internal")} }}",
                $"team: {{ type: text{random.Of("", ", default: ide")} }}",
            ],
            child: false),
        Policy(
            "child",
            "  extends: [base]\n",
            [
                $"urgent: {{ type: boolean{random.Of("", ", default: true")} }}",
                $"weight: {{ type: number{random.Of("", ", default: 2")} }}",
                "labels: { type: set }",
                "contract: { type: text, source: key }",
            ],
            child: true),
    ];

    /// <summary>Some are the exact cost of calls, or of two.</summary>
    public static readonly string[] Dollars = ["0.0001", "0.0011", "0.002", "0.0026", "0.0078", "0.02", "0.3"];

    private string Policy(string name, string head, string[] attributes, bool child)
    {
        var text = new StringBuilder($"apiVersion: rulesrouter/v1\nkind: RoutingPolicy\nmetadata: {{ name: {name} }}\nspec:\n{head}  attributes:\n{string.Concat(attributes.Select(attribute => $"    {attribute}\n"))}");
        var own = Enumerable.Range(0, random.Next(3)).Select(index => $"{name}Let{index}").ToList();
        if (own.Count > 0)
        {
            text.Append("  let:\n");
        }

        foreach (var let in own)
        {
            text.Append($"    {let}: '{new ConditionGenerator(random, lets, child).Condition(random.Next(3))}'\n");
            lets.Add(let);
        }

        text.Append(child ? Budget() : "");
        text.Append("  rules:\n");
        var conditions = new ConditionGenerator(random, lets, child);
        var priorities = Enumerable.Range(0, 10).OrderBy(_ => random.Next()).ToList();
        for (var rule = 0; rule < random.Next(2, 7); rule++)
        {
            text.Append($"    - id: {name}{rule}\n      when: '{conditions.Condition(random.Next(3))}'\n      allowDerived: true\n      priority: {priorities[rule]}\n");
            text.Append(random.Next(8) switch
            {
                0 => "      deny: true\n",
                1 or 2 => $"      select: {Selection()}\n",
                3 => $"{Constraints($"{name}/{name}{rule}")}      select: {Selection()}\n",
                _ => Constraints($"{name}/{name}{rule}"),
            });
        }

        return text.Append(child ? $"    - id: default\n      select: {Selection()}\n{Waivers()}" : "").ToString();
    }

    private string Budget() =>
        $"  budgets:\n    - {{ id: b0, {(random.Chance(0.08) ? "per: [contract], " : "")}limitUsd: {random.Of([.. Dollars, .. Enumerable.Repeat("1000", 28)])}, window: {random.Of("day", "month")}{random.Of("", ", onStoreLost: allow")} }}\n    - {{ id: b1, limitRequests: {random.Of(1, 5, 9, 9, 9, 9)}, window: week }}\n";

    private string Waivers()
    {
        var drawn = waivable.Where(_ => random.Chance(0.6)).Select((lifted, index) =>
            $"    - {{ id: w{index}, rule: {lifted.Rule}, constraint: {lifted.Constraint}, when: 'contract {random.Of("==", "!=")} \"gold\"', approvedBy: a, reason: r, {random.Of("expires: 2026-05-31", "expires: 2026-06-01", "from: 2026-06-01, expires: 2027-01-01", "from: 2026-06-02, expires: 2027-01-01")} }}\n")
            .ToList();
        return drawn.Count == 0 ? "" : $"  waivers:\n{string.Concat(drawn)}";
    }

    private string Selection()
    {
        var objective = random.Of("price", "latency", "quality", "ordered");
        var prefer = objective == "ordered" || random.Chance(0.3) ? $", prefer: {random.Some(EndpointPatterns())}" : "";
        var split = random.Chance(0.25)
            ? $", split: {{ key: {random.Of("team", "session.id")}, arms: [{{ name: a, weight: {random.Of("1", "3")}{Arm()} }}, {{ name: b, weight: {random.Of("0", "2")}{Arm()} }}, {{ name: c, weight: 0{Arm()} }}] }}"
            : "";
        var sticky = random.Chance(0.2) ? ", sticky: true" : "";
        return $"{{ objective: {objective}{prefer}{split}{sticky}, fallback: {{ max: {random.Next(4)}, distinct: {random.Of("none", "none", "provider", "failure-domain")}{random.Of("", ", on: [rejected-output]")} }} }}";

        string Arm() => random.Chance(0.7) ? $", prefer: {random.Some(EndpointPatterns())}" : "";
    }

    private string Constraints(string rule)
    {
        var all = new List<string>
        {
            $"dataRetentionDays: {{ max: {random.Of(0, 7, 30)} }}",
            "trainsOnData: false",
            "zeroDataRetention: true",
            $"certifications: {random.Some(CatalogGenerator.Certifications)}",
            $"processingRegions: {{ allow: {random.Some(CatalogGenerator.Regions)} }}",
            $"storageRegions: {{ allow: {random.Some(CatalogGenerator.Regions)} }}",
            $"providers: {{ {random.Of("allow", "forbid")}: {random.Some([.. catalog.Providers, "p*"])} }}",
            $"endpoints: {{ {random.Of("allow", "forbid")}: {random.Some(EndpointPatterns())} }}",
            $"models: {{ {random.Of("allow", "forbid")}: {random.Some([.. catalog.Models, "m*"])} }}",
            $"capabilities: {random.Some(["tools", "structured-output", "vision"])}",
            $"contextTokens: {{ min: {random.Of(100, 10_000, 100_000)} }}",
            $"outputTokens: {{ min: {random.Of(100, 1_000, 5_000)} }}",
            $"quality: {{ min: {random.Of("0.1", "0.5", "0.6")} }}",
            $"tokensPerSecond: {{ min: {random.Of(10, 50)} }}",
            $"ttftP99Ms: {{ max: {random.Of(500, 1_500, 5_000)} }}",
            $"latencyP99Ms: {{ max: {random.Of(2_000, 20_000, 200_000)} }}",
            $"price: {{ inputPerMTok: {{ max: {random.Of("0.3", "2")} }} }}",
            $"price: {{ outputPerMTok: {{ max: {random.Of("2", "10")} }} }}",
            "serviceTiers: { allow: [standard] }",
            $"maxCostUsd: {random.Of(Dollars)}",
            $"maxCostUsd: {random.Of(Dollars)}",
        };
        if (catalog.UsedRegions.Count > 0)
        {
            all.Add($"regions: {{ allow: {random.Some(catalog.UsedRegions)} }}");
        }

        var drawn = all.OrderBy(_ => random.Next()).Take(random.Next(1, 4))
            .DistinctBy(KeyOf).ToList();
        var constrain = $"      constrain: {{ {string.Join(", ", drawn)} }}\n";
        var enforced = random.Chance(0.4) ? drawn.Select(KeyOf).Where(key => key != "price").Take(random.Next(1, 3)).ToList() : [];
        var lifted = drawn.Select(KeyOf).Where(key => key != "price" && !enforced.Contains(key))
            .Take(1).Where(_ => random.Chance(0.5)).ToList();
        waivable.AddRange(lifted.Select(key => (rule, key)));
        return constrain
            + (enforced.Count == 0 ? "" : $"      enforce: {{ {string.Join(", ", enforced.Select(key => $"{key}: {random.Of("preferred", "preferred", "advisory")}"))} }}\n")
            + (lifted.Count == 0 ? "" : $"      waivable: [{lifted[0]}]\n");
    }

    private static string KeyOf(string constraint) => constraint[..constraint.IndexOf(':', StringComparison.Ordinal)];

    private IEnumerable<string> EndpointPatterns() =>
        catalog.Endpoints.Concat(catalog.Endpoints.Select(id => id.Split('/')[0] + "/*"))
            .Concat(catalog.Endpoints.Select(id => "*/" + id.Split('/')[1])).Append("*");
}
