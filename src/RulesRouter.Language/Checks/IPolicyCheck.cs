using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Language.Checks;

/// <summary>Checks all policies for one kind of mistake that a schema cannot express.</summary>
internal interface IPolicyCheck
{
    void Run(PolicySet policies, ModelCatalog catalog, DiagnosticBag diagnostics);
}
