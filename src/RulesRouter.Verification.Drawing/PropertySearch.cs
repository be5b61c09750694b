using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Verification.Properties;

namespace RulesRouter.Verification.Drawing;

/// <summary>Checks properties on random requests and shrinks counterexamples.</summary>
/// <param name="draws">Number of requests per property.</param>
/// <param name="seed">Equal seeds draw equal requests.</param>
internal sealed class PropertySearch(CompiledPolicySet set, int draws, ulong seed)
{
    /// <summary>The properties of every policy, then declared ones.</summary>
    /// <param name="at">Time of the decisions for the properties of every policy.</param>
    /// <exception cref="ArgumentException">No policy has that name, or it is abstract.</exception>
    /// <param name="isWanted">Selects properties by name.</param>
    public IEnumerable<PropertyResult> Run(
        string policy,
        IEnumerable<PolicyProperty> properties,
        DateTimeOffset at,
        bool allowSampleEvidence,
        Func<string,
        bool> isWanted)
    {
        var compiled = set.Find(policy) ?? throw new ArgumentException($"no policy is named `{policy}`");
        return properties.Select(property => (Property: CheckedProperty.Of(property, compiled), property.At, property.AllowSampleEvidence))
            .Prepend((Property: UniversalProperties.Of(set, compiled), At: at, AllowSampleEvidence: allowSampleEvidence))
            .Where(trial => isWanted(trial.Property.Name))
            .AsParallel().AsOrdered()
            .Select(trial => Try(trial.Property, trial.At, trial.AllowSampleEvidence));
    }

    private PropertyResult Try(CheckedProperty property, DateTimeOffset at, bool allowSample)
    {
        var requests = RequestDraw.Requests(set, property.Policy, at, allowSample, property.ForAll is { } forAll ? [forAll] : []);
        var (tried, met) = (0L, 0L);
        Counterexample? smallest = null;
        var holds = Prop.ForAll(requests, drawn =>
        {
            var (applies, found) = property.Against(set, drawn.Witness);

            // While shrinking, each request that still breaks the property is smaller than the last that did.
            smallest = found ?? smallest;
            if (smallest is null)
            {
                tried++;
                met += applies ? 1 : 0;
            }

            return found is null;
        });
        Check.One(
            Config.Quick.WithMaxTest(draws)
                .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None)))
                .WithRunner(new SilentRunner()),
            holds);
        return new PropertyResult(
            property.Policy,
            property.Name,
            property.Place,
            "drawn at random",
            smallest is null ? tried : tried + 1,
            smallest is null ? met : met + 1,
            smallest);
    }

    /// <summary>The result is read from the property itself.</summary>
    private sealed class SilentRunner : IRunner
    {
        public void OnStartFixture(Type t)
        {
        }

        public void OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
        {
        }

        public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
        {
        }

        public void OnFinished(string name, TestResult result)
        {
        }
    }
}
