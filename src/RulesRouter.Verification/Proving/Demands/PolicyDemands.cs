using System.Collections.Immutable;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Policies;
using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Proving.Demands;

/// <summary>Every required constraint and every obligation that some of a policy's rules set, with the literal of its being in force.</summary>
internal sealed class PolicyDemands
{
    private readonly PolicyEncoding encoding;

    /// <param name="from">The rules that count.</param>
    public PolicyDemands(PolicyEncoding encoding, Func<CompiledRule, bool> from)
    {
        this.encoding = encoding;
        var rules = encoding.Indices(from).ToList();
        Constraints = [.. rules.SelectMany(index => encoding.Policy.Rules[index].Rule.Constraints.Select(clause => (clause.Definition, clause.Value, InForce: encoding.Requires(index, clause)))).Where(clause => clause.InForce != encoding.Space.Circuit.False)];
        Obligations = [.. rules.SelectMany(index => encoding.Policy.Rules[index].Rule.Obligations.Select(clause => (clause.Definition, clause.Value, encoding.Rules[index].NotFalse)))];
        Denied = encoding.Space.Circuit.Or(rules.Where(index => encoding.Policy.Rules[index].Rule.Denies).Select(index => encoding.Rules[index].NotFalse));
    }

    public ImmutableArray<(ConstraintDefinition Definition, ConstraintValue Value, int InForce)> Constraints { get; }

    public ImmutableArray<(ObligationDefinition Definition, ConstraintValue Value, int InForce)> Obligations { get; }

    public int Denied { get; }

    /// <summary>By name of constraint or obligation: that something of it is in force here and not granted by what is in force there.</summary>
    public IEnumerable<(string Name, int Missing)> NotGrantedBy(PolicyDemands other)
    {
        var circuit = encoding.Space.Circuit;
        var constraints = Constraints.Select(clause => (
            clause.Definition.Name,
            Missing: circuit.And(clause.InForce, circuit.Or(DemandPart.Of(clause.Definition, clause.Value, ValuesOf(clause.Definition, other)).Select(part => -other.Granted(part))))));
        var obligations = Obligations.Select(clause => (
            clause.Definition.Name,
            Missing: circuit.And(clause.InForce, circuit.Or(DemandPart.Of(clause.Definition, clause.Value).Select(part => -other.Granted(part))))));
        return constraints.Concat(obligations).GroupBy(clause => clause.Name).Select(clauses => (clauses.Key, circuit.Or(clauses.Select(clause => clause.Missing))));
    }

    private IEnumerable<ConstraintValue> ValuesOf(ConstraintDefinition definition, PolicyDemands other) =>
        Constraints.Concat(other.Constraints).Where(clause => clause.Definition == definition).Select(clause => clause.Value);

    private int Granted(DemandPart part) => encoding.Space.Circuit.Or(
        Constraints.Where(clause => clause.Definition.Name == part.Name && part.IsGrantedBy(clause.Value)).Select(clause => clause.InForce)
            .Concat(Obligations.Where(clause => clause.Definition.Name == part.Name && part.IsGrantedBy(clause.Value)).Select(clause => clause.InForce)));
}
