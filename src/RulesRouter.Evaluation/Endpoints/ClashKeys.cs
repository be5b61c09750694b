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
    public ClashKeys(Endpoint endpoint, string answering)
    {
        model = ["model " + answering];
        modelAndProvider = [.. model, "provider " + endpoint.Provider.Id];
        modelAndDomain = [.. model, "domain " + endpoint.FailureDomain];
    }

    public ImmutableArray<string> Of(Distinct distinct) => distinct switch
    {
        Distinct.Provider => modelAndProvider,
        Distinct.FailureDomain => modelAndDomain,
        _ => model,
    };
}
