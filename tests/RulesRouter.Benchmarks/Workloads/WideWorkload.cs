using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Benchmarks.Workloads;

/// <summary>
/// Rules of four conditions each over twelve attributes (five strings, four numbers, three booleans), drawn from a fixed seed: each
/// compares a string with one of many values, and three other attributes.
/// </summary>
internal static class WideWorkload
{
    private const int Strings = 5;
    private const int Numbers = 4;
    private const int Booleans = 3;
    private const int Requests = 256;

    public static CompiledPolicy Policy(int rules) =>
        PolicyCompiler.Compile(new PolicySet([Written(rules)]), ModelCatalog.Empty, "", "").Set!.Find("wide")!;

    public static ImmutableArray<RequestFacts> Facts(CompiledPolicy policy, int rules)
    {
        var random = new Random(23);
        return
        [
            .. Enumerable.Range(0, Requests).Select(_ => new FactsBuilder(policy).Build(
                new DecisionRequest { Policy = policy.Name, Attributes = Attributes(random, rules) },
                Classification.Unknown,
                RequestWorkload.Now,
                RouterState.Healthy,
                ImmutableArray.CreateBuilder<RequestError>())),
        ];
    }

    private static RoutingPolicy Written(int rules)
    {
        var random = new Random(21);
        return new RoutingPolicy(
            "wide",
            "",
            [],
            false,
            false,
            [],
            [.. Declared("text", Strings, FactType.String), .. Declared("number", Numbers, FactType.Number),
                .. Declared("flag", Booleans, FactType.Boolean)],
            [],
            [
                .. Enumerable.Range(0, rules).Select(index => new Rule(
                    $"r{index}", index, EmbeddedSource.FromCode(Condition(random, rules)), [], [], false, Price(), "", true, default)),
                new Rule("default", 0, null, [], [], false, Price(), "", false, default),
            ],
            default);
    }

    private static IEnumerable<AttributeDeclaration> Declared(string name, int count, FactType type) => Enumerable.Range(0, count)
        .Select(at => new AttributeDeclaration($"{name}{at}", type, [], FactValue.Unknown, Provenance.Caller, false, "", default));

    private static Selection Price() => new(Objective.Price, [], FallbackRule.Default, CostRule.Default, default);

    private static string Condition(Random random, int rules)
    {
        var first = random.Next(Strings);
        string[] conditions =
        [
            $"text{first} == \"v{random.Next(Values(rules))}\"",
            $"text{(first + 1) % Strings} in (\"v{random.Next(8)}\", \"v{random.Next(8)}\")",
            $"number{random.Next(Numbers)} {(random.Next(2) == 0 ? ">" : "<=")} {random.Next(1_000)}",
            $"{(random.Next(2) == 0 ? "not " : "")}flag{random.Next(Booleans)}",
        ];
        return string.Join(" and ", conditions);
    }

    private static ImmutableSortedDictionary<string, AttributeValue> Attributes(Random random, int rules)
    {
        var attributes = ImmutableSortedDictionary.CreateBuilder<string, AttributeValue>(StringComparer.Ordinal);
        for (var at = 0; at < Strings; at++)
        {
            // Values that first conditions name, and as often those that second conditions do.
            attributes[$"text{at}"] = new AttributeValue.String($"v{random.Next(random.Next(2) == 0 ? 8 : Values(rules))}");
        }

        for (var at = 0; at < Numbers; at++)
        {
            attributes[$"number{at}"] = new AttributeValue.Number(random.Next(1_000));
        }

        for (var at = 0; at < Booleans; at++)
        {
            attributes[$"flag{at}"] = new AttributeValue.Boolean(random.Next(2) == 0);
        }

        return attributes.ToImmutable();
    }

    private static int Values(int rules) => Math.Max(8, rules / 50);
}
