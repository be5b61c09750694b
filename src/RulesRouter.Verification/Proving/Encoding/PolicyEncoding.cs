using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Solving;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>One policy with all its layers as literals: which rules match, which one selects, whether a rule denies.</summary>
internal sealed class PolicyEncoding
{
    private readonly Dictionary<int, int> selecting = [];
    private readonly ImmutableArray<(CompiledWaiver Waiver, int InForce)> waivers;

    public PolicyEncoding(FactSpace space, CompiledPolicy policy, DateTimeOffset at)
        : this(space, policy, [at])
    {
    }

    /// <param name="times">Times covered. A waiver that is in force at some of them only may be in force or not.</param>
    public PolicyEncoding(FactSpace space, CompiledPolicy policy, IReadOnlyCollection<DateTimeOffset> times)
    {
        waivers =
        [
            .. policy.Waivers
            .Select(waiver => (waiver, InForce(space.Circuit, waiver, times)))
            .Where(waiver => waiver.Item2 != space.Circuit.False),
        ];
        Space = space;
        Policy = policy;
        Conditions = new ConditionEncoder(space, policy.Schema, policy.ScriptRunner);
        foreach (var clock in policy.Layers.Clocks())
        {
            space.Add(clock);
        }

        foreach (var test in policy.TextTests)
        {
            space.Circuit.Require(-space[policy.Schema[test.Slot]].Known, space[policy.Schema[FixedFacts.PromptCharacters]].Known);
        }

        foreach (var (budget, share, remaining) in policy.Budgets)
        {
            RelateBudget(budget, space[policy.Schema[share]], space[policy.Schema[remaining]]);
        }

        if (policy.Intents is { } intents)
        {
            space.Circuit.Require(-space[policy.Schema[intents.Slot]].Known, space[policy.Schema[FixedFacts.PromptCharacters]].Known);
        }

        Rules = [.. policy.Rules.Select(rule => Conditions.Encode(rule.Condition))];
        foreach (var attribute in policy.Layers.Attributes().Where(attribute => attribute.Default.IsKnown))
        {
            space.Circuit.Require(space[attribute.ToFact()].Known);
        }

        EmptyRequest = new FactAssignment(
            policy.Layers.Attributes().Select(attribute => (attribute.Name, Value: attribute.Default)).Concat(BudgetStates.Unused(policy))
                .ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal),
            default);
        var before = space.Circuit.False;
        foreach (var index in policy.InSelectionOrder)
        {
            selecting[index] = space.Circuit.And(Rules[index].True, -before);
            before = space.Circuit.Or(before, Rules[index].True);
        }

        Denied = space.Circuit.Or(Indices(rule => rule.Rule.Denies).Select(index => Rules[index].NotFalse));
    }

    /// <summary>Share and remainder are known together, and only for a request that has every attribute of the budget.</summary>
    private void RelateBudget(BudgetDeclaration budget, FactVariable share, FactVariable remaining)
    {
        Space.Circuit.Require(-share.Known, remaining.Known);
        Space.Circuit.Require(share.Known, -remaining.Known);
        foreach (var attribute in budget.Per)
        {
            if (Policy.Schema.TryFind(attribute.Name, out var slot))
            {
                Space.Circuit.Require(-share.Known, Space[Policy.Schema[slot]].Known);
            }
        }

        if (budget.Window == BudgetWindow.Session)
        {
            Space.Circuit.Require(-share.Known, Space[FixedFacts.SessionId.Definition].Known);
        }
    }

    /// <summary>
    /// Literal that a rule's constraint is required: the rule is not certainly false, and no waiver lifts the constraint.
    /// </summary>
    public int Requires(int index, ConstraintClause clause)
    {
        if (clause.Enforcement != Enforcement.Required)
        {
            return Space.Circuit.False;
        }

        var lifting = clause.IsWaivable
            ? waivers.Where(waiver => waiver.Waiver.Waiver.Rule == Policy.Rules[index].QualifiedId
                && waiver.Waiver.Waiver.Covers(clause.Definition))
            : [];
        return Space.Circuit.And(lifting
            .Select(waiver => -Space.Circuit.And(waiver.InForce, Conditions.Encode(waiver.Waiver.Scope).True))
            .Append(Rules[index].NotFalse));
    }

    private static int InForce(Circuit circuit, CompiledWaiver waiver, IReadOnlyCollection<DateTimeOffset> times)
    {
        var days = times.Select(at => DateOnly.FromDateTime(at.UtcDateTime)).ToList();
        return days.All(waiver.Waiver.HoldsOn) ? circuit.True : days.Any(waiver.Waiver.HoldsOn) ? circuit.NewVariable() : circuit.False;
    }

    public FactSpace Space { get; }

    public CompiledPolicy Policy { get; }

    public ConditionEncoder Conditions { get; }

    /// <summary>In the order of the policy's rules.</summary>
    public ImmutableArray<Ternary> Rules { get; }

    /// <summary>Literal that some deny rule is not certainly false.</summary>
    public int Denied { get; }

    /// <summary>The facts of an empty request.</summary>
    public FactAssignment EmptyRequest { get; }

    /// <summary>Literal that a rule selects; only for rules with a selection.</summary>
    public int Selects(int index) => selecting[index];

    public IEnumerable<int> Indices(Func<CompiledRule, bool> wanted) =>
        Enumerable.Range(0, Policy.Rules.Length).Where(index => wanted(Policy.Rules[index]));
}
