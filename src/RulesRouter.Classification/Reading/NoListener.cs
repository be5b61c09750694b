namespace RulesRouter.Classifiers.Reading;

internal struct NoListener : IScanListener
{
    public readonly void Word(uint hash)
    {
    }

    public readonly void Characters(ReadOnlySpan<byte> lowered, int context)
    {
    }
}
