namespace RulesRouter.RealClientTests.Clients;

/// <summary>A theory about clients from npm, skipped with the reason where they are not installed.</summary>
internal sealed class NpmTheoryAttribute : TheoryAttribute
{
    public NpmTheoryAttribute() => Skip = NpmPackages.AbsenceOf(NpmPackages.Libraries);
}
