using Microsoft.AspNetCore.Http.HttpResults;

namespace PadelSaaS.Identity;

/// <summary>The page that says where to look next: a link may be in the mail. It says the same whether one was sent or not.</summary>
internal static class CheckMail
{
    /// <param name="again">Page to ask for another link.</param>
    public static RazorComponentResult<CheckMailPage> For(string purpose, string email, string again) => new(new { Purpose = purpose, Email = email, Again = again });
}
