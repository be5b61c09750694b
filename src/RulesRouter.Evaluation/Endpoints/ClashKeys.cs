using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>
/// Keys that an endpoint shares with endpoints that may not be in one chain of rejections with it. A model that failed fails again
/// elsewhere more often than its success probability predicts, so a rejected answer goes to another model. The same model at another
/// endpoint is for availability failures.
/// </summary>
internal sealed class ClashKeys
{
    private readonly ImmutableArray<string> model;
    private readonly ImmutableArray<string> modelAndProvider;
    private readonly ImmutableArray<string> modelAndDomain;

    /// <param name="answering">Id of the model that answers: the target if the endpoint's model is an alias.</param>
    /// <param name="carriers">The places of what an aggregator's endpoint shares with its carriers'.</param>
    public ClashKeys(Endpoint endpoint, string answering, CarrierSlots carriers)
    {
        model = ["model " + answering];
        modelAndProvider = [.. model, .. carriers.ProviderKeys(endpoint)];
        modelAndDomain = [.. model, .. carriers.DomainKeys(endpoint)];
    }

    public ImmutableArray<string> Of(Distinct distinct) => distinct switch
    {
        Distinct.Provider => modelAndProvider,
        Distinct.FailureDomain => modelAndDomain,
        Distinct.None => model,
    };
}
