using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Classifiers;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Json;
using RulesRouter.Requests;
using RulesRouter.Verification.Replaying;

namespace RulesRouter.Verification.Tests.Replaying;

/// <summary>Replaying remembers what it has decided and what holds of endpoints at a moment. None of it may show.</summary>
public sealed class ReplayProperties
{
    private const int Records = 25;
    private const string Clocked = "  clocks:\n    utc: UTC\n  rules:\n    - id: mornings\n      priority: 20\n      when: utc.hour < 12 and utc.minute >= 30\n      select: { objective: ordered, prefer: [\"alpha/n\"] }\n";

    [Property(MaxTest = 4)]
    public Property A_log_replays_as_if_every_record_were_decided_anew() => Prop.ForAll(Record().ArrayOf(Records).ToArbitrary(), Gen.Elements(false, true).ToArbitrary(), (records, clocked) =>
    {
        var chat = clocked ? SmallPolicies.Chat.Replace("  rules:\n", Clocked, StringComparison.Ordinal) : SmallPolicies.Chat;
        CompiledPolicySet Before() => SmallPolicies.Set(chat: chat);
        CompiledPolicySet After() => SmallPolicies.Set(chat: chat.Replace("inputTokens > 100000", "inputTokens > 90000", StringComparison.Ordinal), floor: SmallPolicies.Floor.Replace("max: 0", "max: 30", StringComparison.Ordinal));
        using var log = RecordedLog.Of(Before(), records);

        var replayed = log.Replay(Before(), After());

        var anew = new BlockTally();
        foreach (var ((recorded, at), index) in records.Select((record, index) => (record, index)))
        {
            var effect = new DecisionPair(Before(), After(), new HeuristicClassifier()).Decide(recorded, at);
            anew.Add(effect, $"d{index}", effect.Before.Label);
        }

        var tally = new ReplayTally();
        tally.Add(anew);
        Assert.Equal(Shown(tally.Result(0)), Shown(replayed));
    });

    private static string Shown(ReplayResult result) =>
        JsonSerializer.Serialize(result with { Situations = 0, All = Rounded(result.All), ByPolicy = [] }) + string.Join('\n', result.ByPolicy.Select(policy => $"{policy.Policy} {Rounded(policy.Totals)}"));

    /// <summary>Sums are the same but for the order they were added up in.</summary>
    private static EffectTotals Rounded(EffectTotals totals) => totals with { TokenUsdPerThousand = Rounded(totals.TokenUsdPerThousand), TotalUsdPerThousand = Rounded(totals.TotalUsdPerThousand) };

    private static PairedFigure Rounded(PairedFigure figure) => figure with { Before = Rounded(figure.Before), After = Rounded(figure.After) };

    private static double? Rounded(double? usd) => usd is { } known ? Math.Round(known, 9) : null;

    /// <summary>Few values of everything, so that records repeat in all but one thing: the moment, the tokens, the session, what was tried before, who is down.</summary>
    private static Gen<(RecordedRequest, DateTimeOffset)> Record() =>
        from minutes in Gen.Elements(0, 1, 479, 480, 481, 1079, 1080, 1440, 1441, 43_200)
        from tokens in Gen.Elements(1000, 1001, 95_000, 120_000)
        from cached in Gen.Elements<int?>(null, 900)
        from secret in Gen.Elements(true, false)
        from deadline in Gen.Elements<int?>(null, null, 900)
        from session in Gen.Elements("", "alpha/m", "beta/m")
        from failed in Gen.Elements("", "", "alpha/m")
        from down in Gen.Elements("", "", "beta")
        select (new RecordedRequest(Request(tokens, cached, secret, deadline, session, failed), Classification.Unknown, down.Length > 0 ? new RouterState([down]) : RouterState.Healthy, false), RecordedLog.Now.AddMinutes(minutes));

    private static DecisionRequest Request(int tokens, int? cached, bool secret, int? deadline, string session, string failed) => new()
    {
        Policy = "chat",
        Estimate = new TokenCounts(tokens, cached, 100),
        DeadlineMs = deadline,
        Session = session.Length > 0 ? new Session("s", session, ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create(session, 800)])) : null,
        Attempts = failed.Length > 0 ? [new Attempt(failed, FailureClass.Unavailable, null)] : [],
        Attributes = secret
            ? ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("level", (AttributeValue)new AttributeValue.Text("secret"))])
            : ImmutableSortedDictionary<string, AttributeValue>.Empty,
    };
}
