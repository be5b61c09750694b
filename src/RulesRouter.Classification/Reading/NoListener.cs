namespace RulesRouter.Classifiers.Reading;

internal struct NoListener : IScanListener
{
    public readonly void Word(uint hash)
    {
    }

    public readonly void FourCharacters(uint gram)
    {
    }
}
