using System.Text.Json;
using RulesRouter.Verification.Replaying;

namespace RulesRouter.Verification.Tests.Replaying;

public sealed class ReplayTests
{
    [Fact]
    public void Replays_a_record_to_the_same_decision()
    {
        var set = SmallPolicies.Set();
        using var log = RecordedLog.Of(set, 300);

        var result = log.Replay(set, SmallPolicies.Set());

        Assert.Equal((300, 300, 300), (result.Requests, result.Recorded, result.RecordedAlike));
        Assert.Equal((0, 0, 0), (result.All.Changed, result.WeakenedRequests, result.Unreadable));
        Assert.Equal(result.All.TokenUsdPerThousand.Before, result.All.TokenUsdPerThousand.After);
    }

    [Fact]
    public void The_number_of_workers_changes_no_figure()
    {
        var (before, after) = (
            SmallPolicies.Set(),
            SmallPolicies.Set(floor: SmallPolicies.Floor.Replace("max: 0", "max: 30", StringComparison.Ordinal)));
        using var log = RecordedLog.Of(before, 4000);
        Assert.True(new FileInfo(log.Path).Length > 3 << 20, "a log of one block would prove nothing");

        string Figures(int workers) => JsonSerializer.Serialize(log.Replay(before, after, workers) with { Situations = 0, ByPolicy = [] });

        Assert.Equal(Figures(1), Figures(3));
    }

    [Fact]
    public void A_looser_bound_lists_every_request_that_it_weakens()
    {
        using var log = RecordedLog.Of(SmallPolicies.Set(), 40);

        var result = log.Replay(
            SmallPolicies.Set(),
            SmallPolicies.Set(floor: SmallPolicies.Floor.Replace("max: 0", "max: 30", StringComparison.Ordinal)));

        var constraint = Assert.Single(result.Weakened, group => group.What == "constraint dataRetentionDays.max 0 → 30");
        Assert.Equal(Enumerable.Range(0, 10).Select(index => $"d{index * 4}"), constraint.Ids);
        var hops = Assert.Single(result.Weakened, group => group.What == "a hop's dataRetentionDays 0 → 30");
        Assert.Equal("d4 d8 d16 d20 d28 d32", string.Join(" ", hops.Ids));
        Assert.Equal(10, result.WeakenedRequests);
    }

    [Fact]
    public void A_stricter_bound_weakens_nothing()
    {
        using var log = RecordedLog.Of(SmallPolicies.Set(), 40);

        var result = log.Replay(
            SmallPolicies.Set(floor: SmallPolicies.Floor.Replace("max: 0", "max: 30", StringComparison.Ordinal)),
            SmallPolicies.Set());

        Assert.Equal(0, result.WeakenedRequests);
        Assert.Equal(10, result.All.TermsChanged);
    }

    [Fact]
    public void A_parent_that_is_removed_weakens_every_request_of_the_policy()
    {
        using var log = RecordedLog.Of(SmallPolicies.Set(), 8);
        var orphan = SmallPolicies.Chat.Replace(
            "  extends: [floor]\n",
            "  attributes:\n    level: { type: enum, values: [open, secret], default: open }\n",
            StringComparison.Ordinal);

        var result = log.Replay(SmallPolicies.Set(), SmallPolicies.Set(chat: orphan));

        Assert.Equal(8, Assert.Single(result.Weakened, group => group.What == "`floor` no longer applies").Ids.Length);
        Assert.Equal(2, Assert.Single(result.Weakened, group => group.What == "obligation redact [names, secrets] is removed").Ids.Length);
    }

    [Fact]
    public void A_removed_denial_is_a_weakening_and_a_newly_allowed_request()
    {
        using var log = RecordedLog.Of(SmallPolicies.Set(), 150);

        var result = log.Replay(
            SmallPolicies.Set(),
            SmallPolicies.Set(chat: SmallPolicies.Chat.Replace("inputTokens > 100000", "inputTokens > 120000", StringComparison.Ordinal)));

        // Every third asks for an answer within a second, and no endpoint's latency is known.
        Assert.Equal(14, result.All.NewlyAllowed);
        Assert.Equal(20, Assert.Single(result.Weakened).Ids.Length);
        Assert.All(result.Moves, move => Assert.Equal("denied (denied-by-rule)", move.From));
    }

    [Fact]
    public void Counts_a_request_that_became_invalid_for_its_policy()
    {
        using var log = RecordedLog.Of(SmallPolicies.Set(), 8);

        var result = log.Replay(
            SmallPolicies.Set(),
            SmallPolicies.Set(
                floor: SmallPolicies.Floor.Replace(
                    "[open, secret]",
                    "[open, hidden]",
                    StringComparison.Ordinal).Replace("\"secret\"", "\"hidden\"", StringComparison.Ordinal)));

        Assert.Equal(2, result.All.NewlyRejected);
        Assert.Contains(
            result.Moves,
            move => move.To == "rejected (/attributes/level: `level` has no value \"secret\"; allowed values: open, hidden)");
    }

    [Fact]
    public void Names_an_unreadable_line_and_counts_the_others()
    {
        var set = SmallPolicies.Set();
        using var log = RecordedLog.Of(set, 3);
        log.Append("{ \"decisionId\": ");
        log.Append("[1]");
        log.Append("");
        log.Append("""{ "decisionId": "x", "decision": {} }""");
        log.Append("""{ "at": "2026-06-01T00:00:00Z", "replay": { "request": { "policy": "chat", "tasks": 1 } } }""");
        log.Append("""{ "policy": "chat", "prompt": "say hello" }""");

        var result = log.Replay(set, set);

        Assert.Equal((4, 4), (result.Requests, result.Unreadable));
        Assert.Equal(
            [
                $"{log.Path}:4 expected JSON, error at byte 17",
                $"{log.Path}:5 expected a JSON object",
                $"{log.Path}:7 the decision has no `replay` and cannot be decided again",
                $"{log.Path}:8 /replay/request/tasks: unknown field `tasks`; did you mean `task`?",
            ],
            result.FirstUnreadable.Select(line => $"{line.Place} {line.Message}"));
    }

    [Fact]
    public void Shows_a_price_change_in_dollars()
    {
        var before = SmallPolicies.Set();
        using var log = RecordedLog.Of(before, 100);

        var result = log.Replay(
            before,
            SmallPolicies.Set(
                catalog: SmallPolicies.Catalog.Replace("input: 1.5, output: 6", "input: 3, output: 12", StringComparison.Ordinal)));

        Assert.True(result.All.TokenUsdPerThousand.After > result.All.TokenUsdPerThousand.Before);
        Assert.Equal(0, result.WeakenedRequests);
        Assert.Contains(result.Moves, move => move is { From: "beta/m", To: "alpha/m" });
    }
}
