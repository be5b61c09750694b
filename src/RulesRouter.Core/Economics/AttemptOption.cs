using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>
/// One way to attempt a task, over scenarios. A scenario is one possible hidden difficulty of the task, or a past task. Within one scenario
/// attempts fail independently of each other; over all of them they are correlated.
/// </summary>
/// <param name="Id">Names the option in results.</param>
/// <param name="Success">P(the answer is right) per scenario; each in [0, 1].</param>
/// <param name="CostUsd">US dollars of one answered attempt per scenario (time included, verification not); each at least 0.</param>
internal sealed record AttemptOption(string Id, ImmutableArray<double> Success, ImmutableArray<double> CostUsd)
{
    /// <summary>P(it answers at all), in (0, 1]. An attempt without an answer costs nothing and leads to the next hop.</summary>
    public double Answers { get; init; } = 1;

    /// <summary>US dollars of human edits to a right answer before it can be merged; at least 0.</summary>
    public double EditsUsd { get; init; }

    /// <summary>The most this attempt can cost, compared with the chain's budget; US dollars.</summary>
    public double WorstCaseUsd { get; init; }

    /// <summary>
    /// Options that share a key are never in one chain. Keys at one index are of one kind: a model first, then a provider or a failure
    /// domain.
    /// </summary>
    public ImmutableArray<string> ClashKeys { get; init; } = [];
}
