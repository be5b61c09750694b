using System.Collections.Immutable;

namespace RulesRouter.Economics.Beliefs;

/// <summary>
/// The endpoints by what is believed of them at one task, tier and group: those of one model mostly share a class, so that what a request
/// makes of a belief is computed once per class. An endpoint is classed on first use. Thread-safe.
/// </summary>
/// <param name="harder">Logits by which a policy takes the task to be harder than its reference.</param>
internal sealed class BeliefClasses(BeliefColumn ofTask, BeliefColumn ofTier, double harder, int endpoints)
{
    /// <summary>By endpoint, one more than its class; 0 before its first use.</summary>
    private readonly int[] numbers = new int[endpoints];
    private readonly Dictionary<(Belief, Belief), int> known = [];
    private readonly Lock adding = new();
    private ImmutableArray<BeliefClass> all = [];

    /// <summary>Classes so far.</summary>
    public int Count => all.Length;

    public BeliefClass this[int number] => all[number];

    /// <param name="endpoint">Its place in the catalog.</param>
    public int Of(int endpoint)
    {
        var number = Volatile.Read(ref numbers[endpoint]);
        return (number == 0 ? Add(endpoint) : number) - 1;
    }

    /// <summary>At the request's tier.</summary>
    public EndpointBelief BeliefOf(int endpoint) => ofTier[endpoint];

    private int Add(int endpoint)
    {
        var beliefs = (ofTask[endpoint].SuccessAt(harder), ofTier[endpoint].SuccessAt(harder));
        lock (adding)
        {
            if (!known.TryGetValue(beliefs, out var number))
            {
                all = all.Add(new BeliefClass(beliefs.Item1, beliefs.Item2));
                number = all.Length;
                known.Add(beliefs, number);
            }

            Volatile.Write(ref numbers[endpoint], number);
            return number;
        }
    }
}
