using System.Collections.Immutable;
using System.Runtime.CompilerServices;
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
    private static readonly ConditionalWeakTable<Endpoint, ClashKeys> Known = [];

    private readonly ImmutableArray<string> model;
    private readonly ImmutableArray<string> modelAndProvider;
    private readonly ImmutableArray<string> modelAndDomain;

    private ClashKeys(Endpoint endpoint)
    {
        model = ["model " + endpoint.Model.Id];
        modelAndProvider = [.. model, "provider " + endpoint.Provider.Id];
        modelAndDomain = [.. model, "domain " + endpoint.FailureDomain];
    }

    public static ImmutableArray<string> Of(Endpoint endpoint, Distinct distinct)
    {
        var keys = Known.GetValue(endpoint, static of => new ClashKeys(of));
        return distinct switch
        {
            Distinct.Provider => keys.modelAndProvider,
            Distinct.FailureDomain => keys.modelAndDomain,
            _ => keys.model,
        };
    }
}
