using System.Globalization;
using System.Text;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Language;
using RulesRouter.Policies;

namespace RulesRouter.Benchmarks.Workloads;

/// <summary>
/// The workload as a folder of YAML: a policy with the given number of rules, and a catalog with the given number of endpoints, twenty per
/// provider. All of it is invented.
/// </summary>
internal static class WorkloadFolder
{
    private const int ModelsOfOne = 10;

    private static readonly string[] Clauses =
    [
        "dataRetentionDays: { max: 30 }",
        "trainsOnData: false",
        "certifications: [soc2]",
        "price: { outputPerMTok: { max: 30 } }",
        "processingRegions: { allow: [eu, us] }",
        "latencyP99Ms: { max: 60000 }",
    ];

    /// <summary>A policy file has at most 4 MB.</summary>
    private const int MostInAFile = 20_000;

    private static (int Rules, int Endpoints, CompiledPolicySet Set)? last;

    /// <summary>Loaded once for consecutive uses of the same sizes.</summary>
    public static CompiledPolicySet Load(int rules, int endpoints)
    {
        if (last is not { } known || (known.Rules, known.Endpoints) != (rules, endpoints))
        {
            known = (rules, endpoints, rules <= MostInAFile ? Loaded(rules, endpoints) : Compiled(rules, Loaded(1, endpoints).Catalog));
            last = known;
        }

        return known.Set;
    }

    private static CompiledPolicySet Loaded(int rules, int endpoints)
    {
        var folder = PolicyFolder.Load(Files(rules, endpoints), "");
        return folder.Set ?? throw Refused(folder.Diagnostics);
    }

    /// <summary>The same policy without its YAML.</summary>
    private static CompiledPolicySet Compiled(int rules, ModelCatalog catalog)
    {
        var result = PolicyCompiler.Compile(new PolicySet([RuleWorkload.Policy(rules)]), catalog, "", "");
        return result.Set ?? throw Refused(result.Diagnostics);
    }

    private static InvalidOperationException Refused(IEnumerable<Diagnostic> diagnostics) =>
        new(string.Join('\n', diagnostics.Where(diagnostic => diagnostic.IsError).Take(5)));

    public static IReadOnlyList<PolicyFile> Files(int rules, int endpoints) => [Policy(rules), Catalog(endpoints)];

    public static void Write(string folder, int rules, int endpoints, int changed = 0)
    {
        foreach (var file in (PolicyFile[])[Policy(rules, changed), Catalog(endpoints)])
        {
            File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(file.Path)), file.Content.Span);
        }
    }

    /// <param name="changed">Number of rules that differ from the folder without changes.</param>
    public static PolicyFile Policy(int rules, int changed = 0)
    {
        var text = new StringBuilder("""
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: bench, description: "Drawn for benchmarks.", owners: [platform] }
            spec:
              attributes:
                sensitivity: { type: enum, values: [public, internal, proprietary, regulated], default: internal }
                team: { type: text }
                repository: { type: text }
                urgent: { type: boolean, default: false }
                seats: { type: number }
              rules:

            """.ReplaceLineEndings("\n"));
        var number = 0;
        foreach (var condition in RuleWorkload.Conditions(rules))
        {
            var when = number < changed ? $"{condition} and seats < {100_000 + changed}" : condition;
            text.Append(CultureInfo.InvariantCulture, $"    - id: r{number}\n");
            text.Append(CultureInfo.InvariantCulture, $"      when: '{when}'\n");
            text.Append(number % 10 == 9
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"      priority: {number}\n      select: {{ objective: {(number % 20 == 9 ? "price" : "latency")} }}\n")
                : $"      allowDerived: true\n      constrain: {{ {Clauses[number % Clauses.Length]} }}\n");
            number++;
        }

        text.Append("    - id: default\n      select: { objective: price }\n");
        return new PolicyFile("bench/policy.yaml", Encoding.UTF8.GetBytes(text.ToString()));
    }

    public static PolicyFile Catalog(int endpoints)
    {
        var random = new Random(5);
        var text =
            new StringBuilder("apiVersion: rulesrouter/v1\nkind: Catalog\nmetadata: { name: bench, description: \"Drawn for benchmarks.\" }\nspec:\n  models:\n");
        for (var model = 0; model < ModelsOfOne; model++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    m{model}: {{ name: Model {model} }}\n");
        }

        text.Append("  providers:\n");
        for (var provider = 0; provider < (endpoints + ModelsOfOne - 1) / ModelsOfOne; provider++)
        {
            text.Append(string.Create(CultureInfo.InvariantCulture, $$"""
                    p{{provider}}:
                      name: Provider {{provider}}
                      compliance:
                        - evidence: { source: drawn, checkedOn: 2026-01-01, expires: 2027-12-31 }
                          dataRetentionDays: {{(provider % 4 == 3 ? 90 : provider % 4 * 10)}}
                          trainsOnData: {{(provider % 5 == 4 ? "true" : "false")}}
                          certifications: [{{(provider % 6 == 5 ? "iso27001" : "soc2, iso27001")}}]
                          processingRegions: [{{(provider % 3 == 0 ? "eu" : provider % 3 == 1 ? "us" : "eu, us")}}]

                """).ReplaceLineEndings("\n"));
        }

        text.Append("  endpoints:\n");
        for (var endpoint = 0; endpoint < endpoints; endpoint++)
        {
            var price = 0.1 + (random.Next(1, 400) / 20.0);
            text.Append(string.Create(CultureInfo.InvariantCulture, $$"""
                    "p{{endpoint / ModelsOfOne}}/m{{endpoint % ModelsOfOne}}":
                      model: m{{endpoint % ModelsOfOne}}
                      contextTokens: {{32_000 << random.Next(4)}}
                      maxOutputTokens: {{4_000 << random.Next(4)}}
                      tools: true
                      prices:
                        source: drawn
                        asOf: 2026-01-01
                        periods:
                          - { input: {{price:0.###}}, cachedInput: {{price / 10:0.####}}, output: {{price * 4:0.###}} }
                      latency:
                        - evidence: { source: drawn, checkedOn: 2026-01-01, expires: 2027-12-31 }
                          ttftP50Ms: {{random.Next(100, 900)}}
                          ttftP99Ms: {{random.Next(1_000, 3_000)}}
                          tokensPerSecondP50: {{random.Next(50, 200)}}
                          tokensPerSecondP1: {{random.Next(20, 50)}}

                """).ReplaceLineEndings("\n"));
        }

        return new PolicyFile("bench/catalog.yaml", Encoding.UTF8.GetBytes(text.ToString()));
    }
}
