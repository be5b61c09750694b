using RulesRouter.Evaluation;
using RulesRouter.Verification.Proving.Witnesses;

namespace RulesRouter.Verification.Properties;

/// <summary>Tries properties on requests that were really asked.</summary>
public sealed class RecordedTrial(CompiledPolicySet set)
{
    /// <summary>What holds of every policy, then declared properties; each counterexample is the first in the log.</summary>
    /// <param name="isWanted">Whether a property of that name is.</param>
    /// <exception cref="ArgumentException">There is no such policy.</exception>
    public IEnumerable<PropertyResult> Run(string policy, IEnumerable<PolicyProperty> properties, IReadOnlyCollection<Witness> log, Func<string, bool> isWanted)
    {
        var compiled = set.Find(policy) ?? throw new ArgumentException($"no policy that requests can name is called `{policy}`");
        return properties.Select(property => CheckedProperty.Of(property, compiled)).Prepend(UniversalProperties.Of(set, compiled))
            .Where(property => isWanted(property.Name))
            .Select(property => Try(property, log));
    }

    private PropertyResult Try(CheckedProperty property, IEnumerable<Witness> log)
    {
        var (tried, met) = (0L, 0L);
        foreach (var witness in log.Where(witness => witness.Recorded.Request.Policy == property.Policy))
        {
            var (speaks, broken) = property.Against(set, witness);
            tried++;
            met += speaks ? 1 : 0;
            if (broken is not null)
            {
                return new PropertyResult(property.Policy, property.Name, property.Place, "recorded", tried, met, broken);
            }
        }

        return new PropertyResult(property.Policy, property.Name, property.Place, "recorded", tried, met, null);
    }
}
