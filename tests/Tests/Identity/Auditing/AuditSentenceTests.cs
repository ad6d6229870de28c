using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using PadelSaaS.Identity;
using PadelSaaS.Identity.Auditing;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity.Auditing;

/// <summary>Whoever reads the log of a club reads sentences: every act that is written anywhere has one.</summary>
public sealed partial class AuditSentenceTests
{
    [Fact]
    public void Every_act_has_a_sentence()
    {
        var t = new Untranslated();
        var acts = Repository.Files("src", ".cs").SelectMany(file => Acts().Matches(File.ReadAllText(file))).SelectMany(match => match.Groups["act"].Captures).Select(act => act.Value).Distinct().ToList();
        acts.Count.ShouldBeGreaterThan(80, "the pattern no longer finds what is written");
        acts.Where(act => AuditSentence.Of(act, t) == act).ShouldBeEmpty();
    }

    // new Act("refund.given", …), new Act(first ? "a.b" : "c.d", …), and what helpers are told: AuditAsync("plan.changed", …).
    [GeneratedRegex("""(?:new Act|Audit(?:Async)?|PostAsync|NoteAsync|SaveAsync)\([^;"]*(?:"(?<act>[a-z_]+\.[a-z_]+)"[^;"]*)+""", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Acts();

    private sealed class Untranslated : IStringLocalizer<AuditWords>
    {
        public LocalizedString this[string name] => new(name, name);

        public LocalizedString this[string name, params object[] arguments] => new(name, name);

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
    }
}
