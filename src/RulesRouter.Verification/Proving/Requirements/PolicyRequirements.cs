using System.Collections.Immutable;
using RulesRouter.Constraints;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Obligations;
using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Proving.Requirements;

/// <summary>Every required constraint and obligation set by some of a policy's rules, with the literal that it is in force.</summary>
internal sealed class PolicyRequirements
{
    private readonly PolicyEncoding encoding;

    /// <param name="from">The rules to include.</param>
    public PolicyRequirements(PolicyEncoding encoding, Func<CompiledRule, bool> from)
    {
        this.encoding = encoding;
        var rules = encoding.Indices(from).ToList();
        Constraints =
        [
            .. rules
            .SelectMany(
                index => encoding.Policy.Rules[index].Rule.Constraints.Select(
                    clause => (clause.Definition, clause.Value, InForce: encoding.Requires(index, clause))))
            .Where(clause => clause.InForce != encoding.Space.Circuit.False),
        ];
        Obligations =
        [
            .. rules.SelectMany(
                index => encoding.Policy.Rules[index].Rule.Obligations.Select(
                    clause => (clause.Definition, clause.Value, encoding.Rules[index].NotFalse))),
        ];
        Denied = encoding.Space.Circuit.Or(
            rules.Where(index => encoding.Policy.Rules[index].Rule.Denies).Select(index => encoding.Rules[index].NotFalse));
    }

    public ImmutableArray<(ConstraintDefinition Definition, ConstraintValue Value, int InForce)> Constraints { get; }

    public ImmutableArray<(ObligationDefinition Definition, ConstraintValue Value, int InForce)> Obligations { get; }

    public int Denied { get; }

    /// <summary>By name of constraint or obligation: the literal that part of it is in force here and not implied there.</summary>
    public IEnumerable<(string Name, int Missing)> NotImpliedBy(PolicyRequirements other)
    {
        var circuit = encoding.Space.Circuit;
        var constraints = Constraints.Select(clause => (
            clause.Definition.Name,
            Missing: circuit.And(
                clause.InForce,
                circuit.Or(
                    RequirementPart.Of(
                        clause.Definition,
                        clause.Value,
                        ValuesOf(clause.Definition, other)).Select(part => -other.Implied(part))))));
        var obligations = Obligations.Select(clause => (
            clause.Definition.Name,
            Missing: circuit.And(
                clause.InForce,
                circuit.Or(RequirementPart.Of(clause.Definition, clause.Value).Select(part => -other.Implied(part))))));
        return constraints.Concat(obligations)
            .GroupBy(clause => clause.Name)
            .Select(clauses => (clauses.Key, circuit.Or(clauses.Select(clause => clause.Missing))));
    }

    private IEnumerable<ConstraintValue> ValuesOf(ConstraintDefinition definition, PolicyRequirements other) =>
        Constraints.Concat(other.Constraints).Where(clause => clause.Definition == definition).Select(clause => clause.Value);

    private int Implied(RequirementPart part) => encoding.Space.Circuit.Or(
        Constraints.Where(clause => clause.Definition.Name == part.Name && part.IsImpliedBy(clause.Value)).Select(clause => clause.InForce)
            .Concat(Obligations.Where(clause => clause.Definition.Name == part.Name && part.IsImpliedBy(clause.Value))
                .Select(clause => clause.InForce)));
}
