namespace PadelSaaS.Identity;

/// <summary>What an API client gets for signing in.</summary>
/// <param name="AccessToken">JWT for the header <c>Authorization: Bearer</c>.</param>
/// <param name="RefreshToken">Good for one call of <c>/auth/refresh</c>.</param>
/// <param name="ExpiresIn">Seconds the access token lives.</param>
internal sealed record TokenAnswer(string AccessToken, string RefreshToken, int ExpiresIn, string TokenType, AccountAnswer Account);

/// <summary>An account as its owner sees it.</summary>
internal sealed record AccountAnswer(
    Guid Id, string Email, string FirstName, string LastName, string? Phone, string Language, bool IsVerified, DateTimeOffset CreatedAt,
    IReadOnlyList<string> Roles, IReadOnlyList<string> Abilities)
{
    public static AccountAnswer Of(User user, IReadOnlyList<string> roles) => new(
        user.Id, user.Email!, user.FirstName, user.LastName, user.PhoneNumber, user.Language, user.EmailConfirmed, user.CreatedAt, roles, RoleAbilities.Of(roles));
}
