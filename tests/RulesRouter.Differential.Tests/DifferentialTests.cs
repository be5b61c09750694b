using System.Globalization;
using System.Text;
using System.Text.Json;
using RulesRouter.Classifiers;
using RulesRouter.Decisions;
using RulesRouter.Differential.Tests.Generating;
using RulesRouter.Differential.Tests.Naive;
using RulesRouter.Evaluation;
using RulesRouter.Language;
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

        // A comparison in which most requests are denied, or none is, would say little.
        Assert.All(["", "denied-by-rule", "no-candidate"], code => Assert.InRange(counts.GetValueOrDefault(code), Cases / 20, Cases));
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
        var naive = new NaiveRouter(world.Policies, world.Catalog);
        foreach (var json in world.Requests)
        {
            var expected = naive.Decide(JsonDocument.Parse(json).RootElement, "2026-06-01");
            var actual = Decide(point, json);
            var problem = Difference(expected, actual);
            Assert.True(problem is null, $"seed {seed}: {problem}\n{json}\n{actual}\n{string.Join('\n', world.Policies)}\n{world.Catalog}");
            counts[expected.Denied ?? ""] = counts.GetValueOrDefault(expected.Denied ?? "") + 1;
        }
    }

    private static JsonElement Decide(PolicyDecisionPoint point, string json)
    {
        var (request, errors) = DecisionRequestReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(errors);
        var answer = point.Decide(request!, At, RouterState.Healthy);
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

        if (denied is not null)
        {
            return null;
        }

        var chain = new[] { actual.GetProperty("chosen") }.Concat(actual.GetProperty("fallbacks").EnumerateArray())
            .Select(hop => hop.GetProperty("endpoint").GetString()!).ToList();
        return !expected.Best.Contains(chain[0]) ? $"expected one of {string.Join(", ", expected.Best)} first, found {chain[0]}"
            : chain.FirstOrDefault(hop => !expected.Eligible.Contains(hop)) is { } intruder ? $"{intruder} is not eligible"
            : chain.Distinct().Count() != chain.Count ? "a hop is in the chain twice"
            : expected.ChainLength is { } length && length != chain.Count ? $"expected {length} hops, found {chain.Count}"
            : null;
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
