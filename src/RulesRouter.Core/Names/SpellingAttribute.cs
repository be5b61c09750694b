namespace RulesRouter.Names;

/// <summary>The spelling of an enumeration's member where it is not the member's own name.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class SpellingAttribute(string name) : Attribute
{
    public string Name => name;
}
