using System.Diagnostics;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Obligations;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Requirements;
using RulesRouter.Verification.Proving.Solving;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>
/// The facts of a decision as literals tied to the rules that determine them. What depends on catalog, health and the request's own limits
/// is left free, so that a proof covers every value.
/// </summary>
internal sealed class DecisionEncoding
{
    private readonly PolicyEncoding encoding;
    private readonly PolicyRequirements requirements;
    private readonly Circuit circuit;

    /// <param name="mayRoute">Literal that some endpoint may be eligible.</param>
    public DecisionEncoding(PolicyEncoding encoding, int mayRoute)
    {
        (this.encoding, circuit) = (encoding, encoding.Space.Circuit);
        requirements = new PolicyRequirements(encoding, _ => true);
        Routed = Fact(DecisionFacts.Outcome).Text!.Equal("routed");
        circuit.Require(Fact(DecisionFacts.Outcome).Known);
        circuit.Require(-Routed, -encoding.Denied);
        circuit.Require(-Routed, mayRoute);
        TieDenial();
        TieBudgets();
        TieSelection();
        foreach (var definition in ConstraintTable.All)
        {
            Tie(definition);
        }

        foreach (var definition in ObligationTable.All.Where(definition => definition.IsSetByRules))
        {
            Tie(definition);
        }
    }

    public int Routed { get; }

    private void TieDenial()
    {
        var denial = Fact(DecisionFacts.Denial);
        Same(denial.Known, -Routed);
        Same(circuit.And(denial.Known, denial.Text!.Equal(EnumNames<DenialCode>.NameOf(DenialCode.DeniedByRule))), encoding.Denied);
    }

    /// <summary>An exhausted budget denies, as does one whose state is unknown unless it allows that.</summary>
    private void TieBudgets()
    {
        foreach (var (budget, slot, _) in encoding.Policy.Budgets)
        {
            var share = encoding.Space[encoding.Policy.Schema[slot]];
            circuit.Require(-Routed, -share.Known, share.Number!.AtMost(share.Number.Domain.Below(1)));
            if (budget.OnStoreLost == StoreLost.Deny)
            {
                circuit.Require(-Routed, share.Known);
            }
        }
    }

    private void TieSelection()
    {
        var selectedBy = Fact(DecisionFacts.SelectedBy);
        var hops = Fact(DecisionFacts.Hops);
        circuit.Require(selectedBy.Known);
        circuit.Require(hops.Known);
        Same(hops.Number!.AtMost(hops.Number.Domain.AtMost(0)), -Routed);
        foreach (var index in encoding.Policy.InSelectionOrder)
        {
            circuit.Require(-encoding.Selects(index), selectedBy.Text!.Equal(encoding.Policy.Rules[index].QualifiedId));
            circuit.Require(
                -encoding.Selects(index),
                hops.Number.AtMost(hops.Number.Domain.AtMost(encoding.Policy.Rules[index].Rule.Selection!.Fallback.Max + 1)));
            TieAttempts(encoding.Selects(index), encoding.Policy.Rules[index].Rule.Selection!.Fallback, hops.Number);
        }
    }

    /// <summary>Attempts use up hops, and a decision after them is routed only if the last failure has a fallback.</summary>
    private void TieAttempts(int selects, FallbackRule fallback, NumberVariable hops)
    {
        var attempts = encoding.Space[FixedFacts.AttemptCount.Definition].Number!;
        for (var count = 1; count <= fallback.Max; count++)
        {
            circuit.Require(
                -selects,
                attempts.AtMost(attempts.Domain.Below(count)),
                hops.AtMost(hops.Domain.AtMost(fallback.Max + 1 - count)));
        }

        circuit.Require(-selects, -Routed, attempts.AtMost(attempts.Domain.AtMost(fallback.Max)));
        var last = encoding.Space[FixedFacts.LastFailure.Definition];
        foreach (var failure in Enum.GetValues<FailureClass>().Where(failure => !fallback.LeadTo.Contains(failure)))
        {
            circuit.Require(-selects, -Routed, -last.Known, -last.Text!.Equal(EnumNames<FailureClass>.NameOf(failure)));
        }
    }

    private void Tie(ConstraintDefinition definition)
    {
        var clauses = requirements.Constraints.Where(clause => clause.Definition == definition)
            .Select(clause => (clause.Value, clause.InForce))
            .ToList();
        var fact = Fact(DecisionFacts.NameOf(definition));
        var any = circuit.Or(clauses.Select(clause => clause.InForce));
        circuit.Require(-any, fact.Known);
        if (!definition.IsSetByRequests)
        {
            circuit.Require(any, -fact.Known);
        }
        else if (definition.Kind == ConstraintKind.UpperBound)
        {
            circuit.Require(
                any,
                circuit.Or(definition.RequestSums.Select(encoding.Space.AreKnown)),
                MaySetByBudgets(definition),
                -fact.Known);
        }

        switch (definition.Kind)
        {
            case ConstraintKind.UpperBound or ConstraintKind.LowerBound:
                TieNumber(
                    definition,
                    fact.Number!,
                    [.. clauses.Select(clause => (((ConstraintValue.Number)clause.Value).Value, clause.InForce))]);
                break;
            case ConstraintKind.Permission or ConstraintKind.Requirement:
                var winner = definition.Kind == ConstraintKind.Requirement;
                var wins = circuit.Or(
                    clauses.Where(clause => ((ConstraintValue.Boolean)clause.Value).Value == winner).Select(clause => clause.InForce));
                Same(winner ? fact.Flag : -fact.Flag, wins);
                break;
            case ConstraintKind.AllowedSet:
                TieAllowed(definition, fact, clauses);
                break;
            case ConstraintKind.MustHaveAll or ConstraintKind.ForbiddenSet:
                TieUnion(fact, clauses, exactly: !definition.IsSetByRequests);
                break;
        }
    }

    /// <summary>What remains of a budget bounds the worst case of the hops.</summary>
    private int MaySetByBudgets(ConstraintDefinition definition) =>
        definition is MaxCostUsd && !encoding.Policy.Budgets.IsEmpty ? circuit.True : circuit.False;

    /// <summary>The number is the strictest clause in force; if requests bound it too, it is at least that strict.</summary>
    private void TieNumber(ConstraintDefinition definition, NumberVariable number, List<(double Value, int InForce)> clauses)
    {
        var upper = definition.Kind == ConstraintKind.UpperBound;
        foreach (var value in clauses.Select(clause => clause.Value).Distinct())
        {
            var strictest = upper ? number.AtMost(number.Domain.AtMost(value)) : -number.AtMost(number.Domain.Below(value));
            var asStrict = circuit.Or(
                clauses.Where(clause => upper ? clause.Value <= value : clause.Value >= value).Select(clause => clause.InForce));
            var stricter = circuit.Or(
                clauses.Where(clause => upper ? clause.Value < value : clause.Value > value).Select(clause => clause.InForce));
            var past = upper ? number.AtMost(number.Domain.Below(value)) : -number.AtMost(number.Domain.AtMost(value));
            circuit.Require(-asStrict, strictest);
            if (!definition.IsSetByRequests)
            {
                circuit.Require(asStrict, -strictest);
                circuit.Require(stricter, -past);
            }
        }
    }

    /// <summary>Intersections of patterns are new patterns, which are left free.</summary>
    private void TieAllowed(ConstraintDefinition definition, FactVariable fact, List<(ConstraintValue Value, int InForce)> clauses)
    {
        if (definition.TakesPatterns)
        {
            return;
        }

        foreach (var name in clauses.SelectMany(clause => ((ConstraintValue.Names)clause.Value).Values).Distinct(StringComparer.Ordinal))
        {
            Same(
                fact.Holds(name),
                circuit.And(
                    clauses.Select(
                        clause => circuit.Or(
                            -clause.InForce,
                            ((ConstraintValue.Names)clause.Value).Values.Contains(name)
                                ? circuit.True
                                : circuit.False)).Append(fact.Known)));
        }

        ForUnnamed(fact, clauses);
    }

    private void TieUnion(FactVariable fact, List<(ConstraintValue Value, int InForce)> clauses, bool exactly)
    {
        foreach (var name in clauses.SelectMany(clause => ((ConstraintValue.Names)clause.Value).Values).Distinct(StringComparer.Ordinal))
        {
            var any = circuit.Or(
                clauses.Where(clause => ((ConstraintValue.Names)clause.Value).Values.Contains(name)).Select(clause => clause.InForce));
            circuit.Require(-any, fact.Holds(name));
            if (exactly)
            {
                circuit.Require(any, -fact.Holds(name));
            }
        }

        if (exactly)
        {
            ForUnnamed(fact, clauses);
        }
    }

    /// <summary>Names that occur in no rule are in no set made by rules.</summary>
    private void ForUnnamed(FactVariable fact, List<(ConstraintValue Value, int InForce)> clauses)
    {
        var named = clauses.SelectMany(clause => ((ConstraintValue.Names)clause.Value).Values).ToHashSet(StringComparer.Ordinal);
        fact.OnMember(name =>
        {
            if (!named.Contains(name))
            {
                circuit.Require(-fact.Holds(name));
            }
        });
    }

    private void Tie(ObligationDefinition definition)
    {
        var clauses = requirements.Obligations.Where(clause => clause.Definition == definition)
            .Select(clause => (clause.Value, clause.InForce))
            .ToList();
        var fact = Fact(DecisionFacts.NameOf(definition));
        Same(fact.Known, circuit.Or(clauses.Select(clause => clause.InForce)));
        switch (definition.Kind)
        {
            case ObligationKind.Union:
                TieUnion(fact, clauses, exactly: true);
                break;
            case ObligationKind.HigherWins:
                for (var level = 0; level < definition.Levels.Length; level++)
                {
                    circuit.Require(-circuit.And(AtLeast(level), -AtLeast(level + 1)), fact.Text!.Equal(definition.Levels[level]));
                }

                break;
            case ObligationKind.TrueWins or ObligationKind.FalseWins:
                var winner = definition.Kind == ObligationKind.TrueWins;
                Same(
                    winner ? fact.Flag : -fact.Flag,
                    circuit.Or(
                        clauses.Where(clause => ((ConstraintValue.Boolean)clause.Value).Value == winner).Select(clause => clause.InForce)));
                break;
            case ObligationKind.LowerWins:
                throw new UnreachableException($"rules do not set {definition.Name}");
        }

        int AtLeast(int level) => circuit.Or(
            clauses.Where(
                clause => definition.Levels.IndexOf(
                    ((ConstraintValue.Names)clause.Value).Values[0]) >= level).Select(clause => clause.InForce));
    }

    private FactVariable Fact(string name) => encoding.Space[DecisionFacts.All.First(fact => fact.Name == name)];

    private void Same(int left, int right)
    {
        circuit.Require(-left, right);
        circuit.Require(left, -right);
    }
}
