using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RulesRouter.Catalog;
using RulesRouter.Classifiers;
using RulesRouter.Decisions;
using RulesRouter.Differential.Tests.Generating;
using RulesRouter.Differential.Tests.Naive;
using RulesRouter.Economics.Abilities;
using RulesRouter.Evaluation;
using RulesRouter.Language;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Differential.Tests;

/// <summary>Decisions of generated policies, catalogs and requests, compared with <see cref="NaiveRouter"/>.</summary>
public sealed class DifferentialTests
{
    private const int RequestsPerWorld = 50;

    private static readonly DateTimeOffset At = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary><c>make bench-check</c> uses 100,000.</summary>
    private static int Cases => int.Parse(Environment.GetEnvironmentVariable("RULESROUTER_CASES") ?? "5000", CultureInfo.InvariantCulture);

    /// <summary>The first world; <c>RULESROUTER_SEED</c> selects others.</summary>
    private static int Seed => int.Parse(Environment.GetEnvironmentVariable("RULESROUTER_SEED") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public void Decisions_are_those_of_a_naive_evaluator()
    {
        var counts = new Dictionary<string, int>();
        for (var world = 0; world < Cases / RequestsPerWorld; world++)
        {
            Compare(World.Generate(Seed + world, RequestsPerWorld), Seed + world, counts);
        }

        // A comparison in which most requests are denied, or none is, or that lacks what a decision can contain, would say little.
        Assert.All(
            ["routed", "denied-by-rule", "no-candidate"],
            outcome => Assert.InRange(counts.GetValueOrDefault(outcome), Cases / 20, Cases));
        Assert.All(
            ["budget-exhausted", "budget-unknown"],
            outcome => Assert.InRange(counts.GetValueOrDefault(outcome), Cases / 100, Cases));
        Assert.All(
            ["a fallback", "after an attempt", "within a bound in money", "capped", "a split", "given up", "given up for a hop", "waived"],
            part => Assert.InRange(counts.GetValueOrDefault(part), Cases / 1000, Cases));
    }

    private static void Compare(World world, int seed, Dictionary<string, int> counts)
    {
        var files = world.Policies.Select((text, index) => new PolicyFile($"policy{index}.yaml", Encoding.UTF8.GetBytes(text)))
            .Append(new PolicyFile("catalog.yaml", Encoding.UTF8.GetBytes(world.Catalog)));
        var classifier = new HeuristicClassifier();
        var folder = PolicyFolder.Load(files, classifier.Digest);
        Assert.True(
            folder.Set is not null,
            $"seed {seed}:\n{string.Join('\n', folder.Diagnostics.Where(diagnostic => diagnostic.IsError))}\n{string.Join('\n', world.Policies)}\n{world.Catalog}");
        var point = new PolicyDecisionPoint(folder.Set, classifier, new DecisionSettings());
        var abilities = ModelAbilities.Of(folder.Set.Catalog);
        var naive = new NaiveRouter(world.Policies, world.Catalog, QualityOf);
        foreach (var json in world.Requests)
        {
            var expected = naive.Decide(JsonDocument.Parse(json).RootElement, "2026-06-01");
            var actual = Decide(point, json);
            var problem = Difference(expected, actual);
            Assert.True(problem is null, $"seed {seed}: {problem}\n{json}\n{actual}\n{string.Join('\n', world.Policies)}\n{world.Catalog}");
            foreach (var part in Parts(expected, actual).Append(expected.Denied ?? "routed"))
            {
                counts[part] = counts.GetValueOrDefault(part) + 1;
            }
        }

        // The fit itself has tests of its own; what is compared here is the use of its result.
        (double Success, bool IsPrior) QualityOf(string model, string task)
        {
            var kind = EnumNames<TaskKind>.TryParse(task, out var known) ? known : throw new UnreachableException(task);
            var ability = abilities.Of(folder.Set.Catalog.FindModel(model)!, kind);
            return (ability.CautiousSuccess(ReferenceDifficulty.Of(kind)), ability.IsPrior);
        }
    }

    /// <summary>What a routed decision contains.</summary>
    private static IEnumerable<string> Parts(NaiveDecision expected, JsonElement actual) => expected.Chain is null ? [] : new[]
    {
        ("a fallback", actual.GetProperty("fallbacks").GetArrayLength() > 0),
        ("after an attempt", expected.Chain.Request.Attempts.Count > 0),
        ("within a bound in money", expected.Levels[0].BudgetUsd is not null),
        ("capped", actual.GetProperty("obligations").TryGetProperty("cap-output", out _)),
        ("a split", actual.TryGetProperty("split", out _)),
        ("given up", actual.TryGetProperty("givenUp", out _)),
        ("given up for a hop", actual.GetProperty("fallbacks").EnumerateArray().Any(hop => hop.TryGetProperty("givenUp", out _))),
        ("waived", actual.TryGetProperty("waivers", out _)),
    }.Where(part => part.Item2).Select(part => part.Item1);

    private static JsonElement Decide(PolicyDecisionPoint point, string json)
    {
        var sent = JsonNode.Parse(json)!.AsObject();
        var contract = sent["keyAttributes"]?["contract"]?.GetValue<string>();
        var down = sent["down"]?.AsArray().Select(id => id!.GetValue<string>()) ?? [];
        var state = new RouterState(down.ToImmutableSortedSet(StringComparer.Ordinal));
        if (sent["budgets"] is JsonObject budgets)
        {
            state = state with
            {
                Budgets = budgets.ToImmutableSortedDictionary(
                    pair => pair.Key,
                    pair => new BudgetState(
                        pair.Value!["spent"]?.GetValue<double>() ?? 0,
                        pair.Value["reserved"]?.GetValue<double>() ?? 0,
                        pair.Value["lost"] is not null),
                    StringComparer.Ordinal),
            };
        }

        sent.Remove("keyAttributes");
        sent.Remove("down");
        sent.Remove("budgets");
        var (request, errors) = DecisionRequestReader.Read(Encoding.UTF8.GetBytes(sent.ToJsonString()));
        Assert.Empty(errors);
        var answer = point.Decide(
            request! with
            {
                KeyAttributes = contract is null ? request.KeyAttributes
                    : request.KeyAttributes.Add("contract", new AttributeValue.String(contract)),
            },
            At,
            state);
        Assert.Empty(answer.Errors);
        return JsonDocument.Parse(CompactJson.Bytes(answer.Decision!, static (to, decision) => DecisionWriter.Write(to, decision, "")))
            .RootElement;
    }

    /// <summary>Null if the decision is as expected.</summary>
    private static string? Difference(NaiveDecision expected, JsonElement actual)
    {
        var denied = actual.TryGetProperty("denial", out var denial) ? denial.GetProperty("code").GetString() : null;
        if (denied != expected.Denied)
        {
            return $"expected {expected.Denied ?? "routed"}, found {denied ?? "routed"}";
        }

        var constraints = Constraints(actual.GetProperty("constraints"));
        if (!constraints.SequenceEqual(expected.Constraints))
        {
            return $"expected constraints {string.Join(", ", expected.Constraints.Except(constraints))}, found {string.Join(", ", constraints.Except(expected.Constraints))}";
        }

        var dropped = NaiveChain.Names(actual);
        return !dropped.SequenceEqual(expected.Dropped)
            ? $"expected without {string.Join(", ", expected.Dropped)}, found without {string.Join(", ", dropped)}"
            : expected.Chain?.Difference(expected.Levels, actual);
    }

    /// <summary>As <see cref="NaiveConstraint.Combined(IEnumerable{NaiveConstraint})"/> names them.</summary>
    private static SortedDictionary<string, string> Constraints(JsonElement constraints)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in constraints.EnumerateObject())
        {
            foreach (var facet in key.Value.EnumerateObject())
            {
                var isPattern = key.Name is "providers" or "endpoints" or "models" && facet.Name != "from";
                var name = facet.Name switch { "from" => $"{key.Name} from", "value" => key.Name, _ => $"{key.Name}.{facet.Name}" };
                found[name] = isPattern ? "patterns" : facet.Value.ValueKind switch
                {
                    JsonValueKind.Number => NaiveConstraint.Canonical(facet.Value.GetDouble()),
                    JsonValueKind.Array => NaiveConstraint.Canonical(facet.Value.EnumerateArray().Select(value => value.GetString()!)),
                    _ => facet.Value.GetRawText(),
                };
            }
        }

        return found;
    }
}
