using System.Globalization;
using System.Text;
using RulesRouter.FaultTests.Load;

namespace RulesRouter.FaultTests.Soak;

/// <summary>What a soak prints at its end.</summary>
internal sealed class SoakTable
{
    public required TimeSpan Duration { get; init; }

    public required int Seed { get; init; }

    public required Verdict Verdict { get; init; }

    public required IReadOnlyDictionary<string, int> Faults { get; init; }

    public required IReadOnlyList<string> Lost { get; init; }

    public required IReadOnlyList<string> Wrong { get; init; }

    public required IReadOnlyList<string> ServerErrors { get; init; }

    public required SessionSpending Spending { get; init; }

    /// <summary>Null if the instances agree.</summary>
    public required string? Disagreement { get; init; }

    public bool IsFaultless => !Verdict.Decisions.IsEmpty && Problems.All(kind => kind.Found.Count == 0);

    private (string Name, IReadOnlyCollection<string> Found)[] Problems =>
    [
        ("lost", Lost),
        ("wrong", Wrong),
        ("5xx", ServerErrors),
        ("rejected", Verdict.Rejected),
        ("budgets above their bound", Spending.AboveBound),
        ("disagreement", Disagreement is { } reason ? [reason] : []),
    ];

    public override string ToString()
    {
        var text = new StringBuilder();
        Line($"| soak | result |");
        Line($"|---|---|");
        Line($"| duration, seed | {Duration.TotalSeconds:0} s, {Seed} |");
        Line($"| load: decisions, outcomes acknowledged | {Verdict.Decisions.Count}, {Verdict.Outcomes.Count} |");
        Line($"| requests without an answer, as their instance was down | {Verdict.Unanswered.Count} of {Verdict.Sent} |");
        Line($"| faults | {Faults.Values.Sum()}: {string.Join("; ", Faults.Select(fault => $"{fault.Key} ×{fault.Value}"))} |");
        foreach (var (name, found) in Problems)
        {
            Line($"| {name} | {found.Count} |");
        }

        Line($"| denied, as the state of budgets was not known (`onStoreLost: deny`) | {Verdict.DeniedUnknown} |");
        Line($"| budgets, exhausted ones | {Spending.Budgets}, {Spending.Exhausted} |");
        Line($"| overspent of all limits, documented bound | {Spending.OverspentUsd:0.0000}, {Spending.BoundUsd:0.0000} US dollars |");
        foreach (var (name, found) in Problems)
        {
            foreach (var example in found.Take(3))
            {
                Line($"{name}: {example}");
            }
        }

        return text.ToString().TrimEnd();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
