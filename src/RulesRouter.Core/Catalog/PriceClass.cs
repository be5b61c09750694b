namespace RulesRouter.Catalog;

/// <summary>The classes of tokens and fees that have a price.</summary>
internal enum PriceClass
{
    Input,
    CachedInput,
    CacheWrite,
    Output,
    Reasoning,
    PerRequest,
}
