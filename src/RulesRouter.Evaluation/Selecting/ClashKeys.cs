using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>
/// What an endpoint shares with others that may not stand in one chain of rejections with it. A model that failed fails again elsewhere
/// more often than its chance says, and no outcome data tells by how much: a rejected answer goes on to another model. The same model
/// elsewhere is for when an endpoint does not answer.
/// </summary>
internal sealed class ClashKeys
{
    private readonly ImmutableArray<string> model;
    private readonly ImmutableArray<string> modelAndProvider;
    private readonly ImmutableArray<string> modelAndDomain;

    /// <param name="answering">Id of the model that answers: what the endpoint's stands for where it is an alias.</param>
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
