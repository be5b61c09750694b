using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Obligations;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Requirements;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Proving.Searching;
using RulesRouter.Verification.Timelines;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Proving.Comparing;

/// <summary>
/// Where two revisions of a policy decide differently, over all requests that both accept and all times from the settings' on: denials,
/// constraints, obligations, selections. Time is split where waivers come into force and expire. Exact
/// except for requests without an attribute whose default changed. Catalogs and prices are not compared here.
/// </summary>
internal sealed class RevisionComparison
{
    private const int MaxOfAKind = 3;
    private const int MaxStates = 100;

    private readonly CompiledPolicySet beforeSet;
    private readonly CompiledPolicySet afterSet;
    private readonly ProofSettings settings;
    private readonly PolicyEncoding before;
    private readonly PolicyEncoding after;
    private readonly List<RegionChange> changes = [];
    private readonly List<Obstacle> unclear = [];
    private readonly List<Obstacle> unclearWeaker = [];

    private RevisionComparison(
        CompiledPolicySet beforeSet,
        CompiledPolicySet afterSet,
        CompiledPolicy before,
        CompiledPolicy after,
        ProofSettings settings)
    {
        (this.beforeSet, this.afterSet, this.settings) = (beforeSet, afterSet, settings);
        var space = new FactSpace(before.Schema, after.Schema);
        this.before = new PolicyEncoding(space, before, settings.At);
        this.after = new PolicyEncoding(space, after, settings.At);
    }

    /// <param name="policy">A policy of both revisions that is not abstract.</param>
    /// <exception cref="ArgumentException">One revision has no such policy.</exception>
    public static RegionComparison Compare(CompiledPolicySet before, CompiledPolicySet after, string policy, ProofSettings settings)
    {
        var (was, isNow) = (before.Find(policy), after.Find(policy));
        return was is null || isNow is null
            ? throw new ArgumentException($"no policy is named `{policy}` in {(was is null ? "the earlier" : "the later")} revision")
            : OverTime(settings, was, isNow, at => new RevisionComparison(before, after, was, isNow, at).Run());
    }

    /// <summary>
    /// Compares once for each set of waivers in force, from the settings' time on, and says when each difference applies.
    /// </summary>
    private static RegionComparison OverTime(
        ProofSettings settings,
        CompiledPolicy was,
        CompiledPolicy isNow,
        Func<ProofSettings, RegionComparison> compare)
    {
        var changes = was.Waivers.Concat(isNow.Waivers).SelectMany(waiver => WaiverChanges.Of(waiver.Waiver));
        var states = Timeline.Split(new TimeInterval(settings.At, null), changes)
            .GroupBy(interval => (InForce(was, interval.From), InForce(isNow, interval.From)))
            .Select(alike => ImmutableArray.CreateRange(alike))
            .ToList();
        var compared = states.Take(MaxStates)
            .Select(
                intervals => (Intervals: intervals, Result: compare(settings with { At = intervals[0].From, Until = intervals[0].Until })))
            .ToList();
        var found = compared.SelectMany(state => state.Result.Changes.Select(change => (Change: change, state.Intervals)))
            .GroupBy(found => (found.Change.Kind, found.Change.Subject, found.Change.Before, found.Change.After))
            .Select(alike => alike.Count() == states.Count
                ? alike.First().Change
                : alike.First().Change with
                {
                    Intervals = Timeline.Merge(alike.SelectMany(one => one.Intervals).OrderBy(interval => interval.From)),
                });
        Obstacle[] tooMany = states.Count <= MaxStates
            ? []
            : [new Obstacle($"waivers have more than {MaxStates} states over time", isNow.Layers.Policy.Span)];
        return new RegionComparison(
            isNow.Name,
            [.. found],
            [.. compared.SelectMany(state => state.Result.Unclear).Distinct(), .. tooMany])
        {
            UnclearWeaker = [.. compared.SelectMany(state => state.Result.UnclearWeaker).Distinct(), .. tooMany],
        };
    }

    private static string InForce(CompiledPolicy policy, DateTimeOffset at) =>
        string.Join(
            ' ',
            policy.Waivers.Where(waiver => waiver.Waiver.HoldsOn(DateOnly.FromDateTime(at.UtcDateTime)))
                .Select(waiver => waiver.Waiver.QualifiedId)
                .Order(StringComparer.Ordinal));

    private RegionComparison Run()
    {
        var (had, has) = (new PolicyRequirements(before, _ => true), new PolicyRequirements(after, _ => true));
        var circuit = before.Space.Circuit;
        var routed = circuit.And(-had.Denied, -has.Denied);
        CompareDefaults();
        Search(RegionChangeKind.NewlyDenied, "", circuit.And(-had.Denied, has.Denied), Matching(had, has, null), Denials);
        Search(RegionChangeKind.NewlyAllowed, "", circuit.And(had.Denied, -has.Denied), Matching(had, has, null), Denials);
        foreach (var (name, missing) in had.NotImpliedBy(has))
        {
            Search(
                IsObligation(name) ? RegionChangeKind.ObligationWeaker : RegionChangeKind.ConstraintWeaker,
                name,
                circuit.And(routed, missing),
                Matching(had, has, name),
                (b, a) => Values(name, b, a));
        }

        foreach (var (name, missing) in has.NotImpliedBy(had))
        {
            Search(
                IsObligation(name) ? RegionChangeKind.ObligationStricter : RegionChangeKind.ConstraintStricter,
                name,
                circuit.And(routed, missing),
                Matching(had, has, name),
                (b, a) => Values(name, b, a));
        }

        CompareSelections(routed);
        return new RegionComparison(after.Policy.Name, [.. changes], [.. unclear]) { UnclearWeaker = [.. unclearWeaker] };
    }

    private void CompareDefaults()
    {
        foreach (var attribute in after.Policy.Layers.Attributes())
        {
            if (
                before.Policy.Layers.Attributes().FirstOrDefault(other => other.Name == attribute.Name) is { } was
                    && was.Default != attribute.Default)
            {
                AddUnclear(mayWeaken: true, new Obstacle($"the default of `{attribute.Name}` changed from {was.Default.ToString(was.Type)} to {attribute.Default.ToString(attribute.Type)}: requests without it are not compared", attribute.Span));
            }
        }
    }

    private void CompareSelections(int routed)
    {
        var circuit = before.Space.Circuit;
        var selections = before.Policy.InSelectionOrder.Select(index => Selection(before, index))
            .Concat(after.Policy.InSelectionOrder.Select(index => Selection(after, index)))
            .ToList();
        var classes = new List<(Selection Like, int Before, int After)>();
        foreach (var selection in selections.Where(selection => !classes.Any(known => known.Like.SelectsLike(selection))))
        {
            classes.Add((selection, Gets(before, selection), Gets(after, selection)));
        }

        var same = circuit.Or(classes.Select(known => circuit.And(known.Before, known.After)));
        Search(
            RegionChangeKind.Selection,
            "",
            circuit.And(routed, -same),
            [.. classes.SelectMany(known => new[] { known.Before, known.After })],
            Selections);

        int Gets(PolicyEncoding encoding, Selection selection) =>
            circuit.Or(
                encoding.Policy.InSelectionOrder
                    .Where(index => Selection(encoding, index).SelectsLike(selection))
                    .Select(encoding.Selects));
    }

    /// <summary>Lists up to three requests that satisfy a goal, each with a different set of matched rules.</summary>
    private void Search(
        RegionChangeKind kind,
        string subject,
        int goal,
        int[] matching,
        Func<Decision, Decision, (string, string)?> differs)
    {
        var circuit = before.Space.Circuit;
        var goals = new List<int> { goal };
        for (var count = 0; ; count++)
        {
            int[] matched = [];
            var found = new RequestSearch(before.Space, settings).Find(
                goals,
                after.Policy.Layers.Policy.Span,
                facts =>
                {
                    matched = [.. matching.Select(literal => circuit.Solver.IsTrue(literal) ? literal : -literal)];
                    return Confirm(kind, subject, facts, differs);
                });
            if (found.Obstacle is { } obstacle)
            {
                AddUnclear(RegionChange.Weakens(kind), obstacle);
            }

            if (found.Found is null)
            {
                return;
            }

            if (count == MaxOfAKind)
            {
                unclear.Add(new Obstacle($"more requests with {JsonName(kind)}{(subject.Length > 0 ? $" of {subject}" : "")} exist than the {MaxOfAKind} listed", after.Policy.Layers.Policy.Span));
                return;
            }

            if (
                !changes
                    .Any(
                        change =>
                            change.Kind == kind
                                && change.Subject == subject
                                && (change.Before, change.After) == (found.Found.Before, found.Found.After)))
            {
                changes.Add(found.Found);
            }

            goals.Add(-circuit.And(matched));
        }
    }

    private void AddUnclear(bool mayWeaken, Obstacle obstacle)
    {
        unclear.Add(obstacle);
        if (mayWeaken)
        {
            unclearWeaker.Add(obstacle);
        }
    }

    private Confirmation<RegionChange> Confirm(
        RegionChangeKind kind,
        string subject,
        FactAssignment facts,
        Func<Decision, Decision, (string, string)?> differs)
    {
        var place = after.Policy.Layers.Policy.Span;
        var asked = RequestBuilder.Build(after.Policy, afterSet.Catalog, facts, settings.AllowSampleEvidence);
        var askedBefore = RequestBuilder.Build(before.Policy, afterSet.Catalog, facts, settings.AllowSampleEvidence);
        return asked is null || askedBefore is null
            ? new(null, new Obstacle("no request within size limits has the facts that the search requires", place))
            : (askedBefore.Decide(beforeSet).Decision, asked.Decide(afterSet).Decision) is ({ } was, { } now)
                && differs(was, now) is { } difference
                ? new(new RegionChange(after.Policy.Name, kind, subject, difference.Item1, difference.Item2, asked), null)
                : new(null, new Obstacle("the evaluators do not confirm the difference that the search found", place));
    }

    private static int[] Matching(PolicyRequirements had, PolicyRequirements has, string? name) => name is null
        ? [had.Denied, has.Denied]
        : [
            .. new[] { had, has }
                .SelectMany(
                    requirements =>
                        requirements.Constraints.Where(clause => clause.Definition.Name == name).Select(clause => clause.InForce)
            .Concat(requirements.Obligations.Where(clause => clause.Definition.Name == name).Select(clause => clause.InForce))).Distinct()];

    private static (string, string)? Denials(Decision was, Decision now) =>
        (was is Denied { Code: DenialCode.DeniedByRule }) == (now is Denied { Code: DenialCode.DeniedByRule })
            ? null
            : (Denied(was), Denied(now));

    private static string Denied(Decision decision) => decision is Denied { Code: DenialCode.DeniedByRule } denial ? $"denied by {string.Join("; ", denial.Reasons)}" : "not denied by a rule";

    private static (string, string)? Values(string name, Decision was, Decision now)
    {
        var values = (Value(name, was), Value(name, now));
        return values.Item1 == values.Item2 ? null : values;
    }

    private static string Value(string name, Decision decision) =>
        decision.Constraints.Rows.Where(row => row.Definition.Name == name).Select(row => row.Value)
            .Concat(decision.Obligations.Rows.Where(row => row.Definition.Name == name).Select(row => row.Value))
            .FirstOrDefault()?.ToString() ?? "none";

    private (string, string)? Selections(Decision was, Decision now)
    {
        var (one, other) = (Selecting(before, was), Selecting(after, now));
        return Selection(before, one).SelectsLike(Selection(after, other))
            ? null
            : (before.Policy.Rules[one].QualifiedId, after.Policy.Rules[other].QualifiedId);
    }

    private static int Selecting(PolicyEncoding encoding, Decision decision) =>
        encoding.Policy.InSelectionOrder.First(index => decision.Explanation.Trace!.Rules[index].Truth == Truth.True);

    private static Selection Selection(PolicyEncoding encoding, int index) => encoding.Policy.Rules[index].Rule.Selection!;

    private static bool IsObligation(string name) => ObligationTable.Find(name) is not null;

    private static string JsonName(RegionChangeKind kind) =>
        System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()).Replace('-', ' ');
}
