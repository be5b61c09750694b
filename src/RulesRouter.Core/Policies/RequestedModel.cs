namespace RulesRouter.Policies;

/// <summary>What a selection makes of the model that the client named.</summary>
internal enum RequestedModel
{
    /// <summary>Nothing.</summary>
    Ignore,

    /// <summary>Endpoints of that model come first; others follow where none or no further one is eligible.</summary>
    Prefer,

    /// <summary>Only endpoints of that model are candidates.</summary>
    Require,
}
