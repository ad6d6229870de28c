using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>
/// Proves that a person knows an account's password. An unknown address, a wrong password and a place that guessed too often are one answer
/// and cost one hash each, so that nobody learns from here who plays at this club.
/// </summary>
internal sealed class Credentials(UnitOfWork work, Users users, IPasswordHasher<User> hasher, Decoy decoy, Roles roles, Guesses guesses, RecoveryCodes codes, TimeProvider clock)
{
    /// <summary>The account, if the password is its own. The attempt is counted, so the caller commits either way.</summary>
    public Task<User?> ProveAsync(string email, string password, CancellationToken stop) => AttemptAsync(email, (user, _) => IsRightAsync(user, password), null, stop);

    /// <summary>
    /// The account, if the recovery code is one of its own and it asks for no app: there the code stands for the app, and a password is due besides.
    /// It is counted with wrong passwords and costs what one costs.
    /// </summary>
    public Task<User?> RecoverAsync(string email, string code, CancellationToken stop) => AttemptAsync(email, async (user, mayTry) =>
    {
        hasher.VerifyHashedPassword(user!, decoy.Hash, code);
        return await codes.TakeAsync(mayTry && user is { TwoFactorEnabled: false } ? user : null, code, stop);
    }, "recovery code", stop);

    private async Task<User?> AttemptAsync(string email, Func<User?, bool, Task<bool>> isRight, string? reason, CancellationToken stop)
    {
        await QueueUpAsync(email, stop);
        var user = await users.FindByEmailAsync(email);
        var attempt = await guesses.LookAsync(users.NormalizeEmail(email)!, user?.Id, stop);
        var passes = await isRight(user, !attempt.IsBlocked);
        if (attempt.IsBlocked) return null;
        if (passes)
        {
            await guesses.ForgiveAsync(attempt, stop);
            return user;
        }
        var rests = await guesses.CountAsync(attempt, stop);
        if (user is not null) work.Audit(new Act(rests ? "sign_in.blocked" : "sign_in.refused", "account", $"{user.Id}", user.FullName) { Reason = reason });
        return null;
    }

    /// <summary>Stores an account nobody has yet. Without a password it cannot sign in until it gets one.</summary>
    public async Task AddAsync(User newcomer, string? password, IEnumerable<string> itsRoles)
    {
        Must(password is null ? await users.CreateAsync(newcomer) : await users.CreateAsync(newcomer, password));
        work.Tell(new UserRegistered(newcomer.Id, newcomer.Email!, newcomer.FirstName, newcomer.LastName, newcomer.Language));
        foreach (var role in itsRoles) roles.Grant(newcomer.Id, role, grantedBy: null);
    }

    public User Newcomer(string email, string firstName, string lastName, string? phone, string language)
    {
        var now = clock.GetUtcNow();
        return new User
        {
            Id = Guid.CreateVersion7(now),
            Email = email,
            FirstName = firstName,
            LastName = lastName,
            PhoneNumber = phone,
            Language = language,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    /// <summary>Attempts at one address come one after the other, in whatever process: no guess goes uncounted and no address is taken twice.</summary>
    public async Task QueueUpAsync(string email, CancellationToken stop)
    {
        await using var queue = work.Command("select pg_advisory_xact_lock(hashtextextended(current_schema() || $1, 7261902))", users.NormalizeEmail(email));
        await queue.ExecuteNonQueryAsync(stop);
    }

    // Always one hash, and one only.
    private async Task<bool> IsRightAsync(User? user, string password)
    {
        if (user?.PasswordHash is not null) return await users.CheckPasswordAsync(user, password);
        hasher.VerifyHashedPassword(user!, decoy.Hash, password);
        return false;
    }

    private static void Must(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException("Identity refused: " + string.Join(", ", result.Errors.Select(error => error.Code)));
    }
}

/// <summary>A hash nobody has the password of. Checking against it costs what a real check costs.</summary>
internal sealed class Decoy(IOptions<PasswordHasherOptions> options)
{
    public string Hash { get; } = new PasswordHasher<User>(options).HashPassword(null!, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
}
