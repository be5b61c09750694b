using RulesRouter.Evaluation.Compiling;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Properties;

/// <summary>Checks properties on recorded requests.</summary>
internal sealed class RecordedTrial(CompiledPolicySet set)
{
    /// <summary>The properties of every policy, then declared ones; a counterexample is the first in the log.</summary>
    /// <param name="isWanted">Selects properties by name.</param>
    /// <exception cref="ArgumentException">No policy has that name, or it is abstract.</exception>
    public IEnumerable<PropertyResult> Run(
        string policy,
        IEnumerable<PolicyProperty> properties,
        IReadOnlyCollection<Witness> log,
        Func<string,
        bool> isWanted)
    {
        var compiled = set.Find(policy) ?? throw new ArgumentException($"no policy is named `{policy}`");
        return properties.Select(property => CheckedProperty.Of(property, compiled)).Prepend(UniversalProperties.Of(set, compiled))
            .Where(property => isWanted(property.Name))
            .Select(property => Try(property, log));
    }

    private PropertyResult Try(CheckedProperty property, IEnumerable<Witness> log)
    {
        var (tried, met) = (0L, 0L);
        foreach (var witness in log.Where(witness => witness.Recorded.Request.Policy == property.Policy))
        {
            var (applies, broken) = property.Against(set, witness);
            tried++;
            met += applies ? 1 : 0;
            if (broken is not null)
            {
                return new PropertyResult(property.Policy, property.Name, property.Place, "recorded", tried, met, broken);
            }
        }

        return new PropertyResult(property.Policy, property.Name, property.Place, "recorded", tried, met, null);
    }
}
