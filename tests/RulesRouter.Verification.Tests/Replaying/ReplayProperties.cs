using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Classifiers;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Requests;
using RulesRouter.Verification.Replaying;
using RulesRouter.Wire.Records;

namespace RulesRouter.Verification.Tests.Replaying;

/// <summary>Replaying caches decisions and facts of endpoints. The caches must not change results.</summary>
public sealed class ReplayProperties
{
    private const int Records = 15;
    private const string Clocked = "  clocks:\n    utc: UTC\n  rules:\n    - id: mornings\n      priority: 20\n      when: utc.hour < 12 and utc.minute >= 30\n      select: { objective: ordered, prefer: [\"alpha/n\"] }\n";

    /// <summary>Beside `chat`: a policy that asks a parameter, and a file that sets it.</summary>
    private static readonly Sides Plain = new(
        SmallPolicies.Floor,
        SmallPolicies.Chat,
        SmallPolicies.Catalog,
        "apiVersion: rulesrouter/v1\nkind: RoutingPolicy\nmetadata: { name: batch }\nspec:\n  extends: [floor]\n  parameters: { most: { type: number, min: 0, default: 16 } }\n  rules:\n    - id: cheap\n      constrain: { price: { outputPerMTok: { max: { param: most } } } }\n      select: { objective: price }\n",
        "apiVersion: rulesrouter/v1\nkind: Parameters\nspec:\n  batch: { most: 8 }\n");

    /// <summary>A change affects nothing, one policy, a shared parent, prices, or a parameter.</summary>
    private static readonly Func<Sides, Sides>[] Changes =
    [
        sides => sides,
        sides => sides with { Chat = sides.Chat.Replace("inputTokens > 100000", "inputTokens > 90000", StringComparison.Ordinal) },
        sides => sides with { Batch = sides.Batch.Replace("objective: price", "objective: latency", StringComparison.Ordinal) },
        sides => sides with { Floor = sides.Floor.Replace("max: 0", "max: 30", StringComparison.Ordinal) },
        sides => sides with { Catalog = sides.Catalog.Replace("input: 1.5, output: 6", "input: 3, output: 12", StringComparison.Ordinal) },
        sides => sides with { Parameters = sides.Parameters.Replace("most: 8", "most: 4", StringComparison.Ordinal) },
    ];

    [Property(MaxTest = 6)]
    public Property Replaying_a_log_equals_deciding_every_record() =>
        Prop.ForAll(
            Record().ArrayOf(Records).ToArbitrary(),
            Gen.Elements(false, true).ToArbitrary(),
            Gen.Elements(Changes).ToArbitrary(),
            (records, clocked, change) =>
    {
        var before = clocked ? Plain with { Chat = Plain.Chat.Replace("  rules:\n", Clocked, StringComparison.Ordinal) } : Plain;
        using var log = RecordedLog.Of(before.Set(), records);

        var replayed = log.Replay(before.Set(), change(before).Set());

        Assert.Equal(
            Shown(
                DecideAll(
                    records,
                    () => new DecisionPair(before.Set(), change(before).Set(), ImmutableHashSet<string>.Empty, new HeuristicClassifier()))),
            Shown(replayed));
    });

    /// <summary>Equal requests: the records differ only in time, which selects those that explore.</summary>
    [Property(MaxTest = 10)]
    public Property Replaying_exploring_requests_equals_deciding_every_record() =>
        Prop.ForAll(Gen.Choose(0, 100_000).ArrayOf(200).ToArbitrary(), minutes =>
    {
        var before = Plain with { Chat = Exploring(Plain.Chat), Catalog = Plain.Catalog.Replace("m: {}", "m: { quality: [{ benchmark: B, task: chat, score: 0.7, source: paper }] }", StringComparison.Ordinal) };
        var (old, now) = (
            before.Set(),
            (before with { Floor = before.Floor.Replace("max: 0", "max: 30", StringComparison.Ordinal) }).Set());
        var records = minutes.Select(
            minute =>
                (
                    new RecordedRequest(
                        Request("chat", 1000, null, false, null, "", "") with { Task = TaskKind.Chat },
                        Classification.Unknown,
                        RouterState.Healthy,
                        false),
                    RecordedLog.Now.AddMinutes(minute)))
            .ToArray();
        using var log = RecordedLog.Of(old, records);

        var replayed = log.Replay(old, now);

        Assert.Equal(
            Shown(DecideAll(records, () => new DecisionPair(old, now, ImmutableHashSet<string>.Empty, new HeuristicClassifier()))),
            Shown(replayed));
        var explored = records.Count(record => Explores(old, record.Item1, record.Item2));
        Assert.True(explored > 0 && explored < records.Length, $"{explored} explore");
    });

    private static bool Explores(CompiledPolicySet set, RecordedRequest recorded, DateTimeOffset at) =>
        new PolicyDecisionPoint(set, new HeuristicClassifier(), new DecisionSettings()).Decide(
            recorded.Request,
            recorded.Classification,
            at,
            recorded.State).Decision is Routed { Expectation.Explored: true };

    private static string Exploring(string chat) =>
        chat.Replace("select: { objective: price }", "select: { objective: expected-cost, cost: { unsolvedUsd: 1, wrongAcceptedUsd: 1, explorationShare: 0.1 } }", StringComparison.Ordinal);

    /// <param name="pair">Makes one that remembers nothing.</param>
    private static ReplayResult DecideAll((RecordedRequest, DateTimeOffset)[] records, Func<DecisionPair> pair)
    {
        var decided = new BlockTally();
        foreach (var ((recorded, at), index) in records.Select((record, index) => (record, index)))
        {
            var effect = pair().Decide(recorded, at);
            decided.Add(effect, $"d{index}", effect.Before.Label);
        }

        var tally = new ReplayTally();
        tally.Add(decided);
        return tally.Result(0);
    }

    private static string Shown(ReplayResult result) =>
        JsonSerializer.Serialize(result with { Situations = 0, All = Rounded(result.All), ByPolicy = [] }) + string
            .Join('\n', result.ByPolicy.Select(policy => $"{policy.Policy} {Rounded(policy.Totals)}"));

    /// <summary>Sums are the same but for the order they were added up in.</summary>
    private static EffectTotals Rounded(EffectTotals totals) =>
        totals with
        {
            TokenUsdPerThousand = Rounded(totals.TokenUsdPerThousand),
            TotalUsdPerThousand = Rounded(totals.TotalUsdPerThousand),
        };

    private static PairedFigure Rounded(PairedFigure figure) =>
        figure with { Before = Rounded(figure.Before), After = Rounded(figure.After) };

    private static double? Rounded(double? usd) => usd is { } known ? Math.Round(known, 9) : null;

    /// <summary>
    /// Few values of every field, so that records often differ in one field only: the time, the tokens, the session, what was tried
    /// before, who is down.
    /// </summary>
    private static Gen<(RecordedRequest, DateTimeOffset)> Record() =>
        from policy in Gen.Elements("chat", "batch")
        from minutes in Gen.Elements(0, 1, 479, 480, 481, 1079, 1080, 1440, 1441, 43_200)
        from tokens in Gen.Elements(1000, 1001, 95_000, 120_000)
        from cached in Gen.Elements<int?>(null, 900)
        from secret in Gen.Elements(true, false)
        from deadline in Gen.Elements<int?>(null, null, 900)
        from session in Gen.Elements("", "alpha/m", "beta/m")
        from failed in Gen.Elements("", "", "alpha/m")
        from down in Gen.Elements("", "", "beta")
        select (
            new RecordedRequest(
                Request(policy, tokens, cached, secret, deadline, session, failed),
                Classification.Unknown,
                down.Length > 0 ? new RouterState([down]) : RouterState.Healthy,
                false),
            RecordedLog.Now.AddMinutes(minutes));

    private static DecisionRequest Request(
        string policy,
        int tokens,
        int? cached,
        bool secret,
        int? deadline,
        string session,
        string failed) => new()
        {
            Policy = policy,
            Estimate = new TokenCounts(tokens, cached, 100),
            DeadlineMs = deadline,
            Session = session.Length > 0
            ? new Session("s", session, ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create(session, 800)]))
            : null,
            Attempts = failed.Length > 0 ? [new Attempt(failed, FailureClass.Unavailable, null)] : [],
            Attributes = secret
            ? ImmutableSortedDictionary.CreateRange(
                StringComparer.Ordinal,
                [KeyValuePair.Create("level", (AttributeValue)new AttributeValue.String("secret"))])
            : ImmutableSortedDictionary<string, AttributeValue>.Empty,
        };

    /// <summary>The texts of one side.</summary>
    private sealed record Sides(string Floor, string Chat, string Catalog, string Batch, string Parameters)
    {
        public CompiledPolicySet Set() =>
            SmallPolicies.Side("side", Floor, Chat, Catalog, ("batch.yaml", Batch), ("parameters.yaml", Parameters)).Folder.Set!;
    }
}
