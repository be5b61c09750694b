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

    private readonly string answering;
    private readonly ImmutableArray<string> model;
    private readonly ImmutableArray<string> modelAndProvider;
    private readonly ImmutableArray<string> modelAndDomain;

    private ClashKeys(Endpoint endpoint, string answering)
    {
        this.answering = answering;
        model = ["model " + answering];
        modelAndProvider = [.. model, "provider " + endpoint.Provider.Id];
        modelAndDomain = [.. model, "domain " + endpoint.FailureDomain];
    }

    /// <param name="answering">Id of the model that answers: what the endpoint's stands for where it is an alias.</param>
    public static ImmutableArray<string> Of(Endpoint endpoint, string answering, Distinct distinct)
    {
        if (!Known.TryGetValue(endpoint, out var keys) || keys.answering != answering)
        {
            keys = new ClashKeys(endpoint, answering);
            Known.AddOrUpdate(endpoint, keys);
        }

        return distinct switch
        {
            Distinct.Provider => keys.modelAndProvider,
            Distinct.FailureDomain => keys.modelAndDomain,
            _ => keys.model,
        };
    }
}
