namespace RulesRouter.Catalog;

/// <summary>What a price is asked for.</summary>
public enum PriceClass
{
    Input,
    CachedInput,
    CacheWrite,
    Output,
    Reasoning,
    PerRequest,
}
