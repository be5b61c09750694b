namespace RulesRouter.Policies;

/// <summary>What a budget does while its state is not available.</summary>
internal enum StoreLost
{
    Deny,
    Allow,
}
