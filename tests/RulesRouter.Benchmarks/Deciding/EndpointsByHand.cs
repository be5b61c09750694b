using RulesRouter.Catalog;

namespace RulesRouter.Benchmarks.Deciding;

/// <summary>What the workload's decisions need of every endpoint, an array per figure.</summary>
internal sealed class EndpointsByHand
{
    private readonly Endpoint[] all;
    private readonly double[] retention;
    private readonly bool[] trains;
    private readonly bool[] hasSoc2;
    private readonly bool[] isInEuOrUs;
    private readonly double[] inputPrice;
    private readonly double[] outputPrice;
    private readonly double[] context;
    private readonly double[] maxOutput;
    private readonly (double First, double PerToken)[] slow;
    private readonly (double First, double PerToken)[] usual;

    public EndpointsByHand(ModelCatalog catalog, DateTimeOffset at)
    {
        all = [.. catalog.Endpoints];
        retention = Of(endpoint => endpoint.Compliance.DataRetentionDays!.Value);
        trains = Of(endpoint => endpoint.Compliance.TrainsOnData!.Value);
        hasSoc2 = Of(endpoint => endpoint.Compliance.Certifications!.Value.Contains("soc2"));
        isInEuOrUs = Of(endpoint => endpoint.Compliance.ProcessingRegions!.Value.IsSubsetOf(["eu", "us"]));
        inputPrice = Of(endpoint => endpoint.Prices!.RatesAt(at)!.Input!.Value);
        outputPrice = Of(endpoint => endpoint.Prices!.RatesAt(at)!.Output!.Value);
        context = Of(endpoint => (double)endpoint.ContextTokens!.Value);
        maxOutput = Of(endpoint => (double)endpoint.MaxOutputTokens!.Value);
        slow = Of(endpoint => (endpoint.Latency!.TtftP99Ms!.Value, 1000 / endpoint.Latency.TokensPerSecondP1!.Value));
        usual = Of(endpoint => (endpoint.Latency!.TtftP50Ms!.Value, 1000 / endpoint.Latency.TokensPerSecondP50!.Value));
    }

    /// <returns>At most <paramref name="length"/> endpoints that satisfy the constraints, the best first.</returns>
    public Endpoint[] Best(in RuleByHand wanted, bool byLatency, double inputTokens, double outputTokens, int length)
    {
        Span<double> scores = stackalloc double[length];
        Span<int> places = stackalloc int[length];
        var count = 0;
        for (var at = 0; at < all.Length; at++)
        {
            if (retention[at] > wanted.Retention
                || (wanted.ForbidsTraining && trains[at])
                || (wanted.NeedsSoc2 && !hasSoc2[at])
                || (wanted.NeedsEuOrUs && !isInEuOrUs[at])
                || outputPrice[at] > wanted.OutputPrice
                || slow[at].First + (slow[at].PerToken * outputTokens) > wanted.LatencyP99
                || context[at] < inputTokens + outputTokens
                || maxOutput[at] < outputTokens)
            {
                continue;
            }

            var score = byLatency
                ? usual[at].First + (usual[at].PerToken * outputTokens)
                : (inputPrice[at] * inputTokens) + (outputPrice[at] * outputTokens);
            var place = count < length ? count++ : length;
            for (; place > 0 && scores[place - 1] > score; place--)
            {
                if (place < length)
                {
                    (scores[place], places[place]) = (scores[place - 1], places[place - 1]);
                }
            }

            if (place < length)
            {
                (scores[place], places[place]) = (score, at);
            }
        }

        var best = new Endpoint[count];
        for (var place = 0; place < count; place++)
        {
            best[place] = all[places[place]];
        }

        return best;
    }

    private T[] Of<T>(Func<Endpoint, T> figure) => [.. all.Select(figure)];
}
